import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Identity } from '../../../shared/domain/person'
import { Channel, type MemberId } from '../../../shared/domain/terms'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'
import { IdentityFields } from '../../components/IdentityFields'
import { MemberSelect } from '../../components/MemberSelect'
import { showNote } from '../../components/note-toast'
import { useOtherMembers } from '../../hooks/other-members'

const hasContact = (contact: Identity): boolean =>
  contact.name.trim() !== '' || contact.contact.trim() !== ''

interface ConflictDialogProps {
  readonly channel: Channel
  readonly contact: Identity
  /** Something was typed already, and goes. */
  readonly drops: boolean
  readonly onClose: () => void
  readonly onHandedOver: () => void
}

/** R26: a call-taker with a conflict passes contact details on, and keeps nothing. */
export const ConflictDialog = ({
  channel: first,
  contact: known,
  drops,
  onClose,
  onHandedOver,
}: ConflictDialogProps) => {
  const { t } = useTranslation(['intake', 'cases', 'common'])
  const members = useOtherMembers()
  const [channel, setChannel] = useState(first)
  const [contact, setContact] = useState(known)
  const [to, setTo] = useState<MemberId | null>(null)
  const handOver = useVaultCommand('handover.make', {
    quiet: true,
    onDone: () => {
      const name = members.find(({ memberId }) => memberId === to)?.name ?? ''
      showNote({ message: t('conflict.done', { name }), goesAlong: drops })
      onHandedOver()
    },
  })
  return (
    <Dialog onClose={onClose} title={t('conflict.title')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (to !== null && hasContact(contact)) handOver.mutate({ to, channel, contact })
        }}
      >
        <Stack>
          <Text>{t('conflict.message')}</Text>
          {drops && <Text>{t('conflict.drops')}</Text>}
          <IdentityFields
            identity={contact}
            labels={{
              name: t('conflict.name'),
              contact: t('conflict.contact'),
              pronouns: t('conflict.pronouns'),
            }}
            onChange={setContact}
          />
          {!drops && (
            <Select
              label={t('conflict.channel')}
              data={Channel.options.map((value) => ({
                value,
                label: t(`cases:channel.${value}`),
              }))}
              value={channel}
              allowDeselect={false}
              onChange={(value) => value !== null && setChannel(value as Channel)}
            />
          )}
          {members.length === 0 ? (
            <Text>{t('conflict.nobody')}</Text>
          ) : (
            <MemberSelect
              label={t('conflict.to')}
              description={t('conflict.toHint')}
              members={members}
              value={to}
              onChange={setTo}
            />
          )}
          <FailureAlert failure={handOver.error?.failure ?? null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button
              type="submit"
              disabled={to === null || !hasContact(contact)}
              loading={handOver.isPending}
            >
              {t('conflict.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
