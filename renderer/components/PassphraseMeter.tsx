import { Box, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PassphraseRating } from '../hooks/passphrase-rating'
import classes from './PassphraseMeter.module.css'

interface PassphraseMeterProps {
  readonly rating: PassphraseRating | null
  readonly isEmpty: boolean
}

const steps = [0, 1, 2, 3] as const
const words = ['veryWeak', 'weak', 'fair', 'good', 'strong'] as const

/** Four bars, one word, one piece of advice. The colour says nothing that the word does not. */
export const PassphraseMeter = ({ rating, isEmpty }: PassphraseMeterProps) => {
  const { t, i18n } = useTranslation()
  const score = isEmpty ? 0 : (rating?.score ?? 0)
  const adviceKey = `passphrase.advice.${rating?.adviceKey}`
  const advice = i18n.exists(adviceKey)
    ? (t as (key: string) => string)(adviceKey)
    : t('passphrase.advice.general')
  const word = words[score] ?? 'veryWeak'
  return (
    <Box>
      <div className={classes.bars} aria-hidden>
        {steps.map((step) => (
          <span
            key={step}
            className={classes.bar}
            data-on={score > step || undefined}
            data-acceptable={rating?.acceptable || undefined}
          />
        ))}
      </div>
      <Text size="sm" mt={6} mih="2.8em" role="status">
        {isEmpty && (
          <Text span inherit c="dimmed">
            {t('passphrase.advice.general')}
          </Text>
        )}
        {!isEmpty && rating !== null && (
          <>
            <Text span inherit fw={600}>
              {t(`passphrase.words.${word}`)}
            </Text>{' '}
            {rating.acceptable ? t('passphrase.acceptable') : advice}
          </>
        )}
      </Text>
    </Box>
  )
}
