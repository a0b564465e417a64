import { Badge, Group, Stack, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PresentView } from '../../../shared/contracts/meeting-views'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import type { Meeting } from './InsideMeeting'
import { laptopNumbers } from './laptop-names'
import classes from './meeting.module.css'
import { RemainingBar } from './RemainingBar'

/** Who is here, and how far each laptop is. */
export const PresentCard = ({ meeting }: { readonly meeting: Meeting }) => {
  const { t } = useTranslation('meeting')
  const { present, total, place } = meeting
  const numbers = laptopNumbers(present)
  const isAllUpToDate = present.every(({ state }) => state === 'up-to-date')
  return (
    <Card title={t('present.title')}>
      {present.length === 0 ? (
        <EmptyState
          icon={<IconUsers size={32} stroke={1.4} aria-hidden />}
          title={t('present.nobody')}
          description={t(
            place.kind === 'hosted-here' ? 'present.nobodyHint' : 'present.nobodyHintGuest',
          )}
        />
      ) : (
        <>
          <Text role="status" size="sm" c="dimmed">
            {t(isAllUpToDate ? 'present.upToDate' : 'present.goesOn')}
          </Text>
          {!isAllUpToDate && present.length > 1 && (
            <Stack gap={6}>
              <Text fw={600}>{t('present.all')}</Text>
              <RemainingBar left={total} label={t('present.allOf')} />
            </Stack>
          )}
          <Stack component="ul" gap="sm" className={classes.list ?? ''}>
            {present.map((laptop) => (
              <Laptop
                key={laptop.deviceId}
                laptop={laptop}
                number={numbers.get(laptop.deviceId) ?? null}
              />
            ))}
          </Stack>
        </>
      )}
    </Card>
  )
}

const stateColours = { linking: 'gray', syncing: 'blue', 'up-to-date': 'green' } as const

interface LaptopProps {
  readonly laptop: PresentView
  readonly number: number | null
}

const Laptop = ({ laptop, number }: LaptopProps) => {
  const { t } = useTranslation('meeting')
  const { state, byDoor } = laptop
  const name = number === null ? laptop.name : t('present.laptop', { name: laptop.name, number })
  return (
    <li>
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Text fw={500}>{name}</Text>
          <Badge color={stateColours[state]}>{t(`present.state.${state}`)}</Badge>
        </Group>
        {state !== 'linking' && <RemainingBar left={laptop} label={t('present.of', { name })} />}
        {byDoor && (
          <Text size="sm" c="dimmed">
            {t('present.byDoor')}
          </Text>
        )}
      </Stack>
    </li>
  )
}
