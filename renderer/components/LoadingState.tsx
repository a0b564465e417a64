import { Center, Loader, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface LoadingStateProps {
  /** What is being loaded; "Loading…" when absent. */
  readonly label?: string
  /** Grey lines in place of a list or a form; a quiet spinner when absent. */
  readonly lines?: number
}

export const LoadingState = ({ label, lines }: LoadingStateProps) => {
  const { t } = useTranslation()
  const text = label ?? t('loading')
  if (lines !== undefined) {
    return (
      <Stack gap="sm" role="status">
        <VisuallyHidden>{text}</VisuallyHidden>
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are alike and never move
          <Skeleton key={line} height={20} radius="sm" />
        ))}
      </Stack>
    )
  }
  return (
    <Center mih="12rem" role="status">
      <Stack align="center" gap="sm">
        <Loader size="sm" />
        <Text c="dimmed">{text}</Text>
      </Stack>
    </Center>
  )
}
