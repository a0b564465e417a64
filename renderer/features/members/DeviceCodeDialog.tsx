import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'
import { ShownCode } from './ShownCode'

interface DeviceCodeDialogProps {
  readonly member: MemberView
  readonly purpose: 'second' | 'replacement'
  readonly onClose: () => void
}

/** A code by which a member's next laptop asks to be let in, or the one that replaces a lost one. */
export const DeviceCodeDialog = ({ member, purpose, onClose }: DeviceCodeDialogProps) => {
  const { t } = useTranslation(['members', 'common'])
  const invite = useVaultCommand('device.invite', { quiet: true })
  return (
    <Dialog title={t(`deviceCode.${purpose}.title`)} size="lg" onClose={onClose}>
      {invite.data === undefined ? (
        <Stack>
          <Text>{t(`deviceCode.${purpose}.explain`, { name: member.name })}</Text>
          <List size="sm" spacing={4}>
            <List.Item>{t(`deviceCode.${purpose}.first`)}</List.Item>
            <List.Item>{t(`deviceCode.${purpose}.then`)}</List.Item>
          </List>
          <FailureAlert failure={invite.error?.failure ?? null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button
              loading={invite.isPending}
              onClick={() => invite.mutate({ memberId: member.memberId, purpose })}
              data-autofocus
            >
              {t('invite.make')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <ShownCode
          {...invite.data}
          explain={t(`deviceCode.${purpose}.made`, { name: member.name })}
          onDone={onClose}
        />
      )}
    </Dialog>
  )
}
