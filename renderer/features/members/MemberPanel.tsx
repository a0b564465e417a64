import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '../../../shared/contracts/committee-views'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { Facts } from '../../components/Facts'
import { useFormats } from '../../hooks/formats'
import { DeviceCodeDialog } from './DeviceCodeDialog'
import { DeviceRow } from './DeviceRow'
import { EditSelfDialog } from './EditSelfDialog'
import { FarewellFile } from './FarewellFile'
import { ProposeRemovalDialog } from './ProposeRemovalDialog'
import { ResignDialog } from './ResignDialog'
import { TermDialog } from './TermDialog'

interface MemberPanelProps {
  readonly member: MemberView
  readonly isLast: boolean
}

/** The promise of everyone who joins, made before the committee's own agreement can be read. */
const isGeneral = (version: string): boolean => version.startsWith('general-')

type Act = 'edit' | 'term' | 'second' | 'replacement' | 'resign' | 'propose'

const ownActs = ['edit', 'term', 'second', 'resign'] as const
const othersActs = ['term', 'replacement', 'propose'] as const

/** Everything about one member, and what can be done. */
export const MemberPanel = ({ member, isLast }: MemberPanelProps) => {
  const { t } = useTranslation('members')
  const formats = useFormats()
  const canWrite = mayWrite(useUnlockedSession())
  const [act, setAct] = useState<Act | null>(null)
  const close = () => setAct(null)
  const { checkIn, termUntilMs, leftAtMs, signedInBy, aliases, devices } = member
  const never = t('person.noTerm')
  return (
    <Stack gap="lg">
      <Facts
        rows={[
          ...(aliases.length === 0 ? [] : [[t('person.aliases'), aliases.join(', ')] as const]),
          [t('person.employer'), member.employer],
          [t('person.since'), formats.date(member.admittedAtMs)],
          ...(leftAtMs === null ? [] : [[t('person.leftAt'), formats.date(leftAtMs)] as const]),
          [
            t('person.signedInBy'),
            signedInBy.length === 0 ? t('person.founder') : signedInBy.join(', '),
          ],
          [
            t('person.agreement'),
            t(
              isGeneral(member.agreementVersion)
                ? 'person.agreementGeneral'
                : 'person.agreementAccepted',
              {
                version: member.agreementVersion,
                date: formats.date(member.agreementAcceptedAtMs),
              },
            ),
          ],
          [t('person.term'), termUntilMs === null ? never : formats.date(termUntilMs)],
          [
            t('person.checkIn'),
            checkIn.atMs === null
              ? t('person.neverAsked')
              : t('person.stayed', { date: formats.date(checkIn.atMs) }),
          ],
        ]}
      />
      <div>
        <Title order={3} mb={4}>
          {t('person.devices', { count: devices.length })}
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t('person.devicesHint')}
        </Text>
        <Stack gap="md">
          {devices.map((device, index) => (
            <DeviceRow key={device.deviceId} member={member} device={device} number={index + 1} />
          ))}
        </Stack>
      </div>
      {canWrite && member.state === 'current' && (
        <Group gap="xs">
          {(member.isSelf ? ownActs : othersActs).map((name) => (
            <Button key={name} variant="default" size="sm" onClick={() => setAct(name)}>
              {t(`acts.${name}`)}
            </Button>
          ))}
        </Group>
      )}
      {canWrite && member.state !== 'current' && <FarewellFile member={member} />}
      {act === 'edit' && <EditSelfDialog member={member} onClose={close} />}
      {act === 'term' && <TermDialog member={member} onClose={close} />}
      {(act === 'second' || act === 'replacement') && (
        <DeviceCodeDialog member={member} purpose={act} onClose={close} />
      )}
      {act === 'resign' && <ResignDialog isLast={isLast} onClose={close} />}
      {act === 'propose' && <ProposeRemovalDialog member={member} onClose={close} />}
    </Stack>
  )
}
