import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Failure } from '../../shared/errors/result'
import { useFailureText } from '../hooks/failure-text'

interface FailureAlertProps {
  /** Nothing is shown for `null`. */
  readonly failure: Failure | null
}

/** Inside a form: why it was refused and what to do. Read aloud as soon as it appears. */
export const FailureAlert = ({ failure }: FailureAlertProps) => {
  const describe = useFailureText()
  if (failure === null) return null
  const { title, advice } = describe(failure)
  return (
    <Alert color="red" title={title} icon={<IconAlertTriangle size={20} />} role="alert">
      <Text size="sm">{advice}</Text>
    </Alert>
  )
}
