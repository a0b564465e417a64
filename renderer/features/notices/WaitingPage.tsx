import { Paper, Stack } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../../client/client'
import { EmptyState } from '../../components/EmptyState'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import classes from './notices.module.css'
import { WaitingRow } from './WaitingRow'
import { keyOf } from './waiting-steps'

/** What waits for this member, in the order of the vault: the most urgent first. */
export const WaitingPage = () => {
  const { t } = useTranslation('notices')
  const waiting = useVaultQuery('waiting.list', {})
  return (
    <>
      <PageHeader title={t('waiting.title')} description={t('waiting.explain')} />
      <QueryState query={waiting} lines={4}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconCircleCheck size={32} stroke={1.4} aria-hidden />}
              title={t('waiting.empty')}
              description={t('waiting.emptyHint')}
            />
          ) : (
            <Stack component="ul" gap="xs" maw="56rem" className={classes.list ?? ''}>
              {items.map((item) => (
                <Paper key={keyOf(item)} component="li" withBorder px="md" py="sm">
                  <WaitingRow item={item} />
                </Paper>
              ))}
            </Stack>
          )
        }
      </QueryState>
    </>
  )
}
