import { Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useProgress } from '../client/progress'

interface KeyProgressProps {
  readonly task: 'unlock' | 'found' | 'passphrase' | 'join'
}

/** While a passphrase becomes a key: about a second, made slow on purpose. */
export const KeyProgress = ({ task }: KeyProgressProps) => {
  const { t } = useTranslation('vault')
  const fraction = useProgress(task)
  const label = t(`progress.${task}`)
  return (
    <Stack gap={6}>
      <Progress.Root size="sm">
        <Progress.Section
          value={fraction === null ? 100 : fraction * 100}
          striped={fraction === null}
          animated={fraction === null}
          aria-label={label}
        />
      </Progress.Root>
      <Text size="sm" c="dimmed" role="status">
        {label}
      </Text>
    </Stack>
  )
}
