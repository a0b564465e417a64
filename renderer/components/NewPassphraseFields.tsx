import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PassphraseRating, RatedPassphrase } from '../hooks/passphrase-rating'
import { PassphraseInput } from './PassphraseInput'
import { PassphraseMeter } from './PassphraseMeter'

export interface NewPassphrase {
  readonly passphrase: string
  readonly again: string
}

export const emptyNewPassphrase: NewPassphrase = { passphrase: '', again: '' }

/** Whether both fields agree and the vault called it good enough. */
export const isNewPassphraseReady = (
  { passphrase, again }: NewPassphrase,
  rating: PassphraseRating | null,
): boolean => passphrase === again && rating?.acceptable === true

/** Whether the button may be pressed: good enough, or about to be rated. */
export const mayPress = (chosen: NewPassphrase, { rating, isPending }: RatedPassphrase): boolean =>
  isNewPassphraseReady(chosen, rating) || (isPending && chosen.passphrase === chosen.again)

interface NewPassphraseFieldsProps {
  readonly value: NewPassphrase
  readonly onChange: (value: NewPassphrase) => void
  readonly rating: PassphraseRating | null
  readonly disabled?: boolean
  readonly autoFocus?: boolean
}

/** Choosing a passphrase: what it is worth, how to better it, and once more to be sure. */
export const NewPassphraseFields = ({
  value,
  onChange,
  rating,
  disabled = false,
  autoFocus = false,
}: NewPassphraseFieldsProps) => {
  const { t } = useTranslation()
  const differs = value.again !== '' && !value.passphrase.startsWith(value.again)
  return (
    <Stack gap="sm">
      <PassphraseInput
        label={t('passphrase.new')}
        description={t('passphrase.newHint')}
        value={value.passphrase}
        onChange={(passphrase) => onChange({ ...value, passphrase })}
        disabled={disabled}
        autoFocus={autoFocus}
      />
      <PassphraseMeter rating={rating} isEmpty={value.passphrase === ''} />
      <PassphraseInput
        label={t('passphrase.again')}
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
        error={differs ? t('passphrase.differs') : undefined}
        disabled={disabled}
      />
    </Stack>
  )
}
