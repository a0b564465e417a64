import { List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NewPassphraseFields } from '../../../components/NewPassphraseFields'
import type { PassphraseRating } from '../../../hooks/passphrase-rating'
import type { StepProps } from './founding'

interface PassphraseStepProps extends StepProps {
  readonly rating: PassphraseRating | null
  readonly disabled: boolean
}

export const PassphraseStep = ({ founding, onChange, rating, disabled }: PassphraseStepProps) => {
  const { t } = useTranslation('vault')
  return (
    <Stack>
      <Text>{t('found.passphrase.explain')}</Text>
      <List size="sm" spacing={4}>
        <List.Item>{t('found.passphrase.nobodyCanReset')}</List.Item>
        <List.Item>{t('found.passphrase.nowhereElse')}</List.Item>
      </List>
      <NewPassphraseFields
        value={founding.passphrase}
        onChange={(passphrase) => onChange({ passphrase })}
        rating={rating}
        disabled={disabled}
        autoFocus
      />
    </Stack>
  )
}
