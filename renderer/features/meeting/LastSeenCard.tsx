import { Badge, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LastSeenView } from '../../../shared/contracts/meeting-views'
import { Card } from '../../components/Card'
import { useFormats } from '../../hooks/formats'
import classes from './meeting.module.css'

interface LastSeenCardProps {
  readonly members: readonly LastSeenView[]
}

/** Who has not been in a meeting with this laptop for long, or ever. */
export const LastSeenCard = ({ members }: LastSeenCardProps) => {
  const { t } = useTranslation('meeting')
  const formats = useFormats()
  const whenOf = (atMs: number | null) =>
    atMs === null ? t('lastSeen.never') : formats.dateTime(atMs)
  return (
    <Card title={t('lastSeen.title')} hint={t('lastSeen.hint')}>
      {members.length === 0 ? (
        <Text c="dimmed">{t('lastSeen.nobody')}</Text>
      ) : (
        <Stack component="ul" gap="xs" className={classes.list ?? ''}>
          {members.map(({ memberId, name, atMs, isHere }) => (
            <Group key={memberId} component="li" justify="space-between" gap="xs">
              <Text>{name}</Text>
              {isHere ? (
                <Badge color="green">{t('lastSeen.here')}</Badge>
              ) : (
                <Text size="sm" c="dimmed">
                  {whenOf(atMs)}
                </Text>
              )}
            </Group>
          ))}
        </Stack>
      )}
    </Card>
  )
}
