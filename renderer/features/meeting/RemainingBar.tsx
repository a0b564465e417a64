import { Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../hooks/formats'
import type { Remaining } from './progress-share'
import { useShareDone } from './use-share-done'

interface RemainingBarProps {
  readonly left: Remaining
  readonly label: string
}

/** How far two laptops are, as a bar and in words: entries, bytes, time left. */
export const RemainingBar = ({ left, label }: RemainingBarProps) => {
  const share = useShareDone(left)
  const text = useRemainingText(left)
  return (
    <>
      <Progress.Root size="sm">
        <Progress.Section value={Math.floor(share * 100)} aria-label={label} />
      </Progress.Root>
      {text !== '' && (
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      )}
    </>
  )
}

const minuteSeconds = 60

const useRemainingText = (left: Remaining): string => {
  const { t } = useTranslation('meeting')
  const formats = useFormats()
  const { entriesToSend, bytesToSend, entriesToReceive, bytesToReceive, secondsLeft } = left
  const amountOf = (count: number, bytes: number) => ({
    count,
    number: formats.number(count),
    size: formats.bytes(bytes),
  })
  const parts = [
    ...(entriesToSend === 0 ? [] : [t('present.sending', amountOf(entriesToSend, bytesToSend))]),
    ...(entriesToReceive === 0
      ? []
      : [t('present.receiving', amountOf(entriesToReceive, bytesToReceive))]),
    ...(secondsLeft === null
      ? []
      : secondsLeft < minuteSeconds
        ? [t('present.secondsLeft')]
        : [t('present.minutesLeft', { count: Math.round(secondsLeft / minuteSeconds) })]),
  ]
  return parts.join(' · ')
}
