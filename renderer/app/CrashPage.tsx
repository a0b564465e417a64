import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { toFailureError } from '../client/client'
import { ErrorState } from '../components/ErrorState'

interface CrashPageProps {
  readonly error: unknown
}

/** A mistake of the program. What was acknowledged is on disk; the page starts afresh. */
export const CrashPage = ({ error }: CrashPageProps) => {
  const { t } = useTranslation()
  return (
    <ErrorState
      order={1}
      failure={toFailureError(error).failure}
      actions={<Button onClick={() => window.location.reload()}>{t('startAfresh')}</Button>}
    />
  )
}
