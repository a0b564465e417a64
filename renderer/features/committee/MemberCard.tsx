import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '../../../shared/contracts/views'
import { Facts } from '../../components/Facts'
import { useFormats } from '../../hooks/formats'
import classes from './committee.module.css'

interface MemberCardProps {
  readonly member: MemberView
}

export const MemberCard = ({ member }: MemberCardProps) => {
  const { t } = useTranslation('committee')
  const formats = useFormats()
  return (
    <Paper withBorder p="lg" maw="52rem">
      <Stack gap="md">
        <Title order={2}>{member.name}</Title>
        <Facts
          rows={[
            [t('member.employer'), member.employer],
            [t('member.since'), formats.date(member.admittedAtMs)],
            [
              t('member.agreement'),
              t('member.agreementAccepted', {
                version: member.agreementVersion,
                date: formats.dateTime(member.agreementAcceptedAtMs),
              }),
            ],
          ]}
        />
        <div>
          <Title order={3} mb={4}>
            {t('member.devices', { count: member.devices.length })}
          </Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t('member.devicesHint')}
          </Text>
          <Stack gap="sm">
            {member.devices.map(({ deviceId, fingerprintWords, thisDevice }) => (
              <Group key={deviceId} gap="sm" align="center">
                <Text className={classes.words ?? ''} translate="no">
                  {fingerprintWords.join(' ')}
                </Text>
                {thisDevice && <Badge>{t('member.thisLaptop')}</Badge>}
              </Group>
            ))}
          </Stack>
        </div>
      </Stack>
    </Paper>
  )
}
