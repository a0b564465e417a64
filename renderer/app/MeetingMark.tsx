import { Button, Loader, Tooltip } from '@mantine/core'
import { IconCheck, IconHourglass, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../hooks/meeting'

/** At the top, while this laptop is in a meeting: how many others are here, and whether all is synced. */
export const MeetingMark = () => {
  const { t } = useTranslation('meeting')
  const meeting = useMeeting() ?? null
  if (meeting === null) return null
  const { present } = meeting
  const state =
    present.length === 0
      ? 'alone'
      : present.every((laptop) => laptop.state === 'up-to-date')
        ? 'upToDate'
        : 'syncing'
  const label = `${t('mark.text', { count: present.length })}, ${t(`mark.${state}`)}`
  return (
    <Tooltip label={label}>
      <Button
        component={Link}
        to="/meeting"
        variant="light"
        px="xs"
        flex="none"
        leftSection={<IconUsers size={18} aria-hidden />}
        rightSection={<StateIcon state={state} />}
        aria-label={label}
      >
        {present.length}
      </Button>
    </Tooltip>
  )
}

const StateIcon = ({ state }: { readonly state: 'alone' | 'upToDate' | 'syncing' }) => {
  switch (state) {
    case 'alone':
      return <IconHourglass size={16} aria-hidden />
    case 'upToDate':
      return <IconCheck size={16} aria-hidden />
    case 'syncing':
      return <Loader size={14} color="currentColor" aria-hidden />
  }
}
