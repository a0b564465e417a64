import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { DeviceView, MemberView } from '../../../shared/contracts/committee-views'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { FingerprintWords } from '../../components/FingerprintWords'
import { RevokeDialog } from './RevokeDialog'

interface DeviceRowProps {
  readonly member: MemberView
  readonly device: DeviceView
  /** Counted from 1, for names of things on screen. */
  readonly number: number
}

/** One laptop: its words, how it stands, and shutting it out. */
export const DeviceRow = ({ member, device, number }: DeviceRowProps) => {
  const { t } = useTranslation('members')
  const session = useUnlockedSession()
  const [isRevoking, { open, close }] = useDisclosure(false)
  const { state, thisDevice, revocationAskedBy, fingerprintWords } = device
  const mayRevoke =
    mayWrite(session) &&
    member.state === 'current' &&
    state !== 'revoked' &&
    !thisDevice &&
    !revocationAskedBy.includes(session.memberName)
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="sm" mih={30}>
        <Group gap="xs">
          <Text fw={600} size="sm">
            {t('device.name', { number })}
          </Text>
          {thisDevice && <Badge>{t('device.this')}</Badge>}
          {state === 'revoked' && <Badge color="gray">{t('device.revoked')}</Badge>}
          {state === 'frozen' && <Badge color="red">{t('device.frozen')}</Badge>}
        </Group>
        {mayRevoke && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('device.revokeOf', { number, name: member.name })}
            onClick={open}
          >
            {t('device.revoke')}
          </Button>
        )}
      </Group>
      {state !== 'revoked' && (
        <FingerprintWords
          words={fingerprintWords}
          label={t('device.wordsOf', { number, name: member.name })}
        />
      )}
      {revocationAskedBy.length > 0 && (
        <Text size="sm" c="var(--mantine-color-error)">
          {t('device.asked', { by: revocationAskedBy.join(', ') })}
        </Text>
      )}
      {isRevoking && <RevokeDialog member={member} device={device} onClose={close} />}
    </Stack>
  )
}
