import { Alert, Stack } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../../client/client'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { TiesForm } from './TiesForm'

/** People and employers to whom this member has ties; the list never leaves this laptop. */
export const TiesPage = () => {
  const { t } = useTranslation('notices')
  const ties = useVaultQuery('ties.get', {}, { gcTimeMs: 0, staleTimeMs: 0 })
  return (
    <>
      <PageHeader title={t('ties.title')} description={t('ties.explain')} />
      <Stack gap="md" maw="52rem">
        <Alert color="blue" icon={<IconLock size={20} aria-hidden />}>
          {t('ties.private')}
        </Alert>
        <QueryState query={ties} lines={3}>
          {(kept) => <TiesForm kept={kept} />}
        </QueryState>
      </Stack>
    </>
  )
}
