import { Badge, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { InvitationView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { ConfirmButton } from '../../components/ConfirmButton'
import { useFormats } from '../../hooks/formats'

interface InvitationTableProps {
  readonly invitations: readonly InvitationView[]
}

const colours = { open: 'ink', used: 'green', withdrawn: 'gray', expired: 'gray' } as const

/** Codes that were given out: for whom and until when, never the code itself. */
export const InvitationTable = ({ invitations }: InvitationTableProps) => {
  const { t } = useTranslation('members')
  const formats = useFormats()
  const canWrite = mayWrite(useUnlockedSession())
  const withdraw = useVaultCommand('invitation.withdraw')
  return (
    <Table.ScrollContainer
      minWidth={480}
      // Nothing in it need take the focus, so that it scrolls by keyboard itself.
      scrollAreaProps={{
        viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('joining.invitations') },
      }}
    >
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('invitation.for')}</Table.Th>
            <Table.Th>{t('invitation.by')}</Table.Th>
            <Table.Th>{t('invitation.until')}</Table.Th>
            <Table.Th>{t('invitation.state')}</Table.Th>
            <Table.Th>{t('invitation.act')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invitations.map(({ invitationId, forName, issuedBy, expiresAtMs, state }) => (
            <Table.Tr key={invitationId}>
              <Table.Td>{forName}</Table.Td>
              <Table.Td>{issuedBy}</Table.Td>
              <Table.Td>{formats.date(expiresAtMs)}</Table.Td>
              <Table.Td>
                <Badge color={colours[state]}>{t(`invitation.states.${state}`)}</Badge>
              </Table.Td>
              <Table.Td>
                {state === 'open' && (
                  <ConfirmButton
                    size="xs"
                    variant="default"
                    disabled={!canWrite}
                    aria-label={t('invitation.withdrawOf', { name: forName })}
                    title={t('invitation.withdrawTitle', { name: forName })}
                    message={t('invitation.withdrawExplain')}
                    confirmLabel={t('invitation.withdraw')}
                    onConfirm={() => withdraw.mutate({ invitationId })}
                  >
                    {t('invitation.withdraw')}
                  </ConfirmButton>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
