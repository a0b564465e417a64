import { Button, Group, Stack, Text } from '@mantine/core'
import { IconUserOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeView } from '../../../shared/contracts/committee-views'
import type { MemberId } from '../../../shared/domain/terms'
import { useVaultCommand } from '../../client/client'
import { Card } from '../../components/Card'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'
import { MemberSelect } from '../../components/MemberSelect'
import { showNote } from '../../components/note-toast'
import classes from './notices.module.css'
import { StandingBadge } from './StandingBadge'

interface OthersCardProps {
  readonly notice: NoticeView
  readonly mayLeaveOut: boolean
}

/** Who else has the notice and what they answered: never why. */
export const OthersCard = ({ notice, mayLeaveOut }: OthersCardProps) => {
  const { t } = useTranslation('notices')
  const [isLeavingOut, setIsLeavingOut] = useState(false)
  return (
    <Card title={t('others.title')} hint={t('others.hint')}>
      {notice.others.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('others.nobody')}
        </Text>
      ) : (
        <Stack component="ul" gap={6} className={classes.list ?? ''}>
          {notice.others.map(({ memberId, name, standing }) => (
            <Group key={memberId} component="li" justify="space-between" gap="sm" maw="28rem">
              <Text>{name}</Text>
              <StandingBadge standing={standing} />
            </Group>
          ))}
        </Stack>
      )}
      {mayLeaveOut && notice.isOpen && notice.others.length > 0 && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconUserOff size={16} aria-hidden />}
            onClick={() => setIsLeavingOut(true)}
          >
            {t('others.leaveOut')}
          </Button>
        </Group>
      )}
      {isLeavingOut && <LeaveOutDialog notice={notice} onClose={() => setIsLeavingOut(false)} />}
    </Card>
  )
}

interface LeaveOutDialogProps {
  readonly notice: NoticeView
  readonly onClose: () => void
}

const LeaveOutDialog = ({ notice, onClose }: LeaveOutDialogProps) => {
  const { t } = useTranslation(['notices', 'common'])
  const [memberId, setMemberId] = useState<MemberId | null>(null)
  const leaveOut = useVaultCommand('notice.leaveOut', {
    quiet: true,
    onDone: () => {
      showNote({ message: t('others.leaveOutDone') })
      onClose()
    },
  })
  return (
    <Dialog onClose={onClose} title={t('others.leaveOutTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (memberId !== null) leaveOut.mutate({ noticeId: notice.noticeId, memberId })
        }}
      >
        <Stack>
          <Text>{t('others.leaveOutMessage')}</Text>
          <MemberSelect
            label={t('others.leaveOutWho')}
            members={notice.others}
            value={memberId}
            onChange={setMemberId}
          />
          <FailureAlert failure={leaveOut.error?.failure ?? null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={memberId === null} loading={leaveOut.isPending}>
              {t('others.leaveOutConfirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
