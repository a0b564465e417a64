import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MeetingView } from '../../../../shared/contracts/meeting-views'
import { useVaultCommand } from '../../../client/client'
import { JoinMeeting } from '../../../components/meeting/JoinMeeting'

/** A newcomer knocks at the meeting of whoever invited them, in the place of files. */
export const MeetThem = ({ view }: { readonly view: MeetingView }) => {
  const { t } = useTranslation('meeting')
  const leave = useVaultCommand('meeting.leave')
  if (view.meeting === null) {
    return (
      <Stack gap="md">
        <Text>{t('newcomer.explain')}</Text>
        <JoinMeeting view={view} committeeName={null} />
      </Stack>
    )
  }
  return (
    <Stack gap="sm">
      <Text fw={600} role="status">
        {t('newcomer.inside')}
      </Text>
      <Text>{t('newcomer.wait')}</Text>
      <Group>
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate({})}>
          {t('inside.leave')}
        </Button>
      </Group>
    </Stack>
  )
}
