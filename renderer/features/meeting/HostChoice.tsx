import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { IconBroadcast } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingHostView } from '../../../shared/contracts/network'
import { useVaultQuery } from '../../client/client'
import { QueryState } from '../../components/QueryState'

interface HostChoiceProps {
  /** What the button does. */
  readonly label: string
  readonly isPending: boolean
  readonly onChoose: (host: string) => void
}

/** On which of its addresses this laptop hosts: asked only where there is more than one. */
export const HostChoice = (props: HostChoiceProps) => {
  const { t } = useTranslation('meeting')
  // Networks come and go: what was there when the page was last open is no answer.
  const hosts = useVaultQuery('meeting.hosts', {}, { gcTimeMs: 0, staleTimeMs: 0 })
  return (
    <QueryState query={hosts} lines={2}>
      {(list) =>
        list.length === 0 ? (
          <Stack gap="sm" align="flex-start">
            <Text>{t('start.noHost')}</Text>
            <Button
              variant="default"
              loading={hosts.isFetching}
              onClick={() => void hosts.refetch()}
            >
              {t('start.lookAgain')}
            </Button>
          </Stack>
        ) : (
          <Hosts {...props} hosts={list} />
        )
      }
    </QueryState>
  )
}

interface HostsProps extends HostChoiceProps {
  readonly hosts: readonly MeetingHostView[]
}

const Hosts = ({ hosts, label, isPending, onChoose }: HostsProps) => {
  const { t } = useTranslation('meeting')
  const [asked, setAsked] = useState<string | null>(null)
  const chosen = hosts.find(({ host }) => host === asked) ?? hosts[0]
  if (chosen === undefined) return null
  return (
    <Stack gap="sm">
      {hosts.length === 1 ? (
        <Text size="sm">
          {t('start.oneHost', { interfaceName: chosen.interfaceName, host: chosen.host })}
        </Text>
      ) : (
        <Radio.Group label={t('start.where')} value={chosen.host} onChange={setAsked}>
          <Stack gap="xs" mt="xs">
            {hosts.map(({ host, interfaceName }) => (
              <Radio key={host} value={host} label={interfaceName} description={host} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Group>
        <Button
          leftSection={<IconBroadcast size={16} aria-hidden />}
          loading={isPending}
          onClick={() => onChoose(chosen.host)}
        >
          {label}
        </Button>
      </Group>
    </Stack>
  )
}
