import { Progress, Stack, Text } from '@mantine/core'
import { useProgress } from '../client/progress'

interface TaskProgressProps {
  readonly task: 'bundle' | 'handoff'
  readonly label: string
}

/** While the vault works on a file: how far it is, as far as it says so. */
export const TaskProgress = ({ task, label }: TaskProgressProps) => {
  const fraction = useProgress(task)
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
