import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView, MemberView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'

interface RevokeDialogProps {
  readonly member: MemberView
  readonly device: DeviceView
  readonly onClose: () => void
}

const reasons = ['lost', 'replaced', 'fork'] as const
type Reason = (typeof reasons)[number]

/** Shutting a laptop out: at once for one's own, with a second member for anybody else's. */
export const RevokeDialog = ({ member, device, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation(['members', 'common'])
  const [reason, setReason] = useState<Reason>(device.state === 'frozen' ? 'fork' : 'lost')
  const revoke = useVaultCommand('device.revoke', { quiet: true, onDone: onClose })
  const whose = member.isSelf ? 'own' : device.revocationAskedBy.length > 0 ? 'second' : 'other'
  return (
    <Dialog title={t('revoke.title')} onClose={onClose}>
      <Stack>
        <Text>
          {t(`revoke.explain.${whose}`, {
            name: member.name,
            by: device.revocationAskedBy.join(', '),
          })}
        </Text>
        <Text size="sm">{t('revoke.safe')}</Text>
        <Radio.Group
          label={t('revoke.reason')}
          value={reason}
          onChange={(value) => setReason(reasons.find((known) => known === value) ?? 'lost')}
        >
          <Stack gap="xs" mt="xs">
            {reasons.map((value) => (
              <Radio key={value} value={value} label={t(`revoke.reasons.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <FailureAlert failure={revoke.error?.failure ?? null} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common:cancel')}
          </Button>
          <Button
            color="red"
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ deviceId: device.deviceId, reason })}
          >
            {t(`revoke.button.${whose}`)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
