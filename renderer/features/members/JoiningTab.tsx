import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand, useVaultQuery } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { FailureAlert } from '../../components/FailureAlert'
import { FileDrop } from '../../components/FileDrop'
import { QueryState } from '../../components/QueryState'
import { InvitationTable } from './InvitationTable'
import { RequestCard } from './RequestCard'

/** Who is at the door, and who was given a code. */
export const JoiningTab = () => {
  const { t } = useTranslation('members')
  const requests = useVaultQuery('request.list', {})
  const invitations = useVaultQuery('invitation.list', {})
  return (
    <Stack gap="xl" maw="52rem">
      <Stack component="section" gap="sm">
        <Title order={2}>{t('joining.requests')}</Title>
        <ReadRequest />
        <QueryState query={requests} lines={4}>
          {(list) =>
            list.length === 0 ? (
              <Text c="dimmed">{t('joining.noRequests')}</Text>
            ) : (
              <Stack gap="md">
                {list.map((request) => (
                  <RequestCard key={request.requestId} request={request} />
                ))}
              </Stack>
            )
          }
        </QueryState>
      </Stack>
      <Stack component="section" gap="sm">
        <Title order={2}>{t('joining.invitations')}</Title>
        <QueryState query={invitations} lines={3}>
          {(list) =>
            list.length === 0 ? (
              <Text c="dimmed">{t('joining.noInvitations')}</Text>
            ) : (
              <InvitationTable invitations={list} />
            )
          }
        </QueryState>
      </Stack>
    </Stack>
  )
}

const ReadRequest = () => {
  const { t } = useTranslation('members')
  const canWrite = mayWrite(useUnlockedSession())
  const [isUnreadable, setIsUnreadable] = useState(false)
  const read = useVaultCommand('request.read', { quiet: true })
  return (
    <>
      <FileDrop
        label={t('joining.read')}
        hint={t('joining.readHint')}
        disabled={!canWrite}
        loading={read.isPending}
        onUnreadable={() => setIsUnreadable(true)}
        onFile={({ bytes }) => {
          setIsUnreadable(false)
          read.mutate({ bytes })
        }}
      />
      <FailureAlert
        failure={isUnreadable ? { code: 'request/damaged' } : (read.error?.failure ?? null)}
      />
    </>
  )
}
