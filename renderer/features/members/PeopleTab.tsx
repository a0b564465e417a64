import { Accordion, Badge, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EmployerView, MemberView } from '../../../shared/contracts/committee-views'
import { useFormats } from '../../hooks/formats'
import { EmployersSummary } from './EmployersSummary'
import { MemberPanel } from './MemberPanel'

interface PeopleTabProps {
  readonly members: readonly MemberView[]
  readonly employers: readonly EmployerView[]
}

/** Who is on the committee, and who was. */
export const PeopleTab = ({ members, employers }: PeopleTabProps) => {
  const { t } = useTranslation('members')
  const current = members.filter(({ state }) => state === 'current')
  const gone = members.filter(({ state }) => state !== 'current')
  const self = members.find(({ isSelf }) => isSelf)
  return (
    <>
      <EmployersSummary employers={employers} />
      <Accordion
        variant="separated"
        order={2}
        multiple
        defaultValue={self === undefined ? [] : [self.memberId]}
        maw="52rem"
      >
        {current.map((member) => (
          <MemberItem key={member.memberId} member={member} isLast={current.length === 1} />
        ))}
      </Accordion>
      {gone.length > 0 && (
        <>
          <Title order={2} size="h3" mt="xl" mb="sm">
            {t('people.gone')}
          </Title>
          <Accordion variant="separated" order={3} multiple maw="52rem">
            {gone.map((member) => (
              <MemberItem key={member.memberId} member={member} isLast={false} />
            ))}
          </Accordion>
        </>
      )}
    </>
  )
}

interface MemberItemProps {
  readonly member: MemberView
  readonly isLast: boolean
}

const MemberItem = ({ member, isLast }: MemberItemProps) => {
  const { t } = useTranslation('members')
  const formats = useFormats()
  const { state, leftAtMs, termUntilMs, checkIn, devices } = member
  const isTermOver = state === 'current' && termUntilMs !== null && termUntilMs < Date.now()
  return (
    <Accordion.Item value={member.memberId}>
      <Accordion.Control>
        <Group gap="sm" component="span">
          <Text component="span" fw={600}>
            {member.name}
          </Text>
          <Text component="span" size="sm" c="dimmed">
            {member.employer}
          </Text>
          {member.isSelf && <Badge component="span">{t('badge.you')}</Badge>}
          {state !== 'current' && leftAtMs !== null && (
            <Badge component="span" color="gray">
              {t(`badge.${state}`, { date: formats.date(leftAtMs) })}
            </Badge>
          )}
          {isTermOver && (
            <Badge component="span" color="yellow">
              {t('badge.termOver')}
            </Badge>
          )}
          {state === 'current' && checkIn.isDue && !member.isSelf && (
            <Badge component="span" color="yellow">
              {t('badge.checkInDue')}
            </Badge>
          )}
          {state === 'current' && devices.some((device) => device.state === 'frozen') && (
            <Badge component="span" color="red">
              {t('badge.frozen')}
            </Badge>
          )}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <MemberPanel member={member} isLast={isLast} />
      </Accordion.Panel>
    </Accordion.Item>
  )
}
