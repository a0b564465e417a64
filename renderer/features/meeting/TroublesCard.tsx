import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MeetingTroubleView } from '../../../shared/contracts/meeting-views'
import { Card } from '../../components/Card'
import { useFormats } from '../../hooks/formats'
import classes from './meeting.module.css'

interface TroublesCardProps {
  readonly troubles: readonly MeetingTroubleView[]
}

/** Why links ended, in plain words. */
export const TroublesCard = ({ troubles }: TroublesCardProps) => {
  const { t } = useTranslation('meeting')
  const formats = useFormats()
  return (
    <Card title={t('troubles.title')}>
      <Stack component="ul" gap="xs" className={classes.list ?? ''}>
        {troubles.map(({ atMs, name, what }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two laptops may be cut off in one moment
          <Group key={`${atMs} ${index}`} component="li" justify="space-between" gap="xs">
            <Stack gap={0} flex="1 1 20rem">
              <Text fw={500}>{name ?? t('troubles.somebody')}</Text>
              <Text size="sm">{t(`troubles.what.${what}`)}</Text>
            </Stack>
            <Text size="sm" c="dimmed">
              {formats.time(atMs)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Card>
  )
}
