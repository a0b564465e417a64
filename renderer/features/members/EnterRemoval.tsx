import { Alert, Anchor, List, Paper, Stack, Text, Title } from '@mantine/core'
import { IconFolders } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RemovalView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { ConfirmButton } from '../../components/ConfirmButton'
import { FailureAlert } from '../../components/FailureAlert'

interface EnterRemovalProps {
  readonly removal: RemovalView
}

/** What follows from the vote: owners first, then access ends, then the letter (R74). */
export const EnterRemoval = ({ removal }: EnterRemovalProps) => {
  const { t } = useTranslation('members')
  const canWrite = mayWrite(useUnlockedSession())
  const { matterId, subject, state, ownsCases } = removal
  const enter = useVaultCommand('removal.enter', { quiet: true })
  const { name } = subject
  return (
    <Paper component="section" withBorder p="lg">
      <Stack gap="sm">
        <Title order={2}>{t('enter.title')}</Title>
        <Text>{t(`enter.${state}`, { name })}</Text>
        {state === 'carried' && (
          <>
            {ownsCases.length > 0 && (
              <Alert
                color="yellow"
                icon={<IconFolders size={20} />}
                title={t('enter.ownersFirst', { name })}
              >
                <List size="sm">
                  {ownsCases.map(({ caseId, codeName }) => (
                    <List.Item key={caseId}>
                      <Anchor
                        underline="always"
                        renderRoot={(props) => (
                          <Link to="/cases/$caseId" params={{ caseId }} {...props} />
                        )}
                      >
                        {codeName}
                      </Anchor>
                    </List.Item>
                  ))}
                </List>
              </Alert>
            )}
            <FailureAlert failure={enter.error?.failure ?? null} />
            <div>
              <ConfirmButton
                color="red"
                disabled={!canWrite || ownsCases.length > 0}
                loading={enter.isPending}
                title={t('enter.confirmTitle', { name })}
                message={t('enter.confirmExplain', { name })}
                confirmLabel={t('enter.button')}
                onConfirm={() => enter.mutate({ matterId })}
              >
                {t('enter.button')}
              </ConfirmButton>
            </div>
          </>
        )}
        {state === 'entered' && (
          <Anchor
            renderRoot={(props) => <Link to="/committee" search={{ tab: 'leaving' }} {...props} />}
          >
            {t('enter.toChecklist')}
          </Anchor>
        )}
      </Stack>
    </Paper>
  )
}
