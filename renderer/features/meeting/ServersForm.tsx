import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingServers } from '../../../shared/domain/committee/meeting-servers'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { FailureAlert } from '../../components/FailureAlert'
import { showNote } from '../../components/note-toast'
import { RelayFields } from './RelayFields'
import { emptyRelay, isRelayFine, type Relay, relayOf, relayToServer } from './relay'
import { checkLines, linesOf, maxServers, signallingScheme } from './server-lines'

interface ServersFormProps {
  readonly servers: MeetingServers
}

/** Says what is wrong when it is to be saved, and from then on as it is typed. */
export const ServersForm = ({ servers }: ServersFormProps) => {
  const { t } = useTranslation('meeting')
  const canWrite = mayWrite(useUnlockedSession())
  const [signalling, setSignalling] = useState(servers.signalling.join('\n'))
  const [relays, setRelays] = useState<readonly Relay[]>(servers.iceServers.map(relayOf))
  const [wasSubmitted, setWasSubmitted] = useState(false)
  const save = useVaultCommand('meeting.setServers', {
    quiet: true,
    onDone: () => showNote({ message: t('servers.saved') }),
  })
  const trouble = checkLines(signalling, signallingScheme)
  const isFine = trouble === null && relays.every(isRelayFine)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setWasSubmitted(true)
    if (!isFine) return
    save.mutate({ signalling: linesOf(signalling), iceServers: relays.map(relayToServer) })
  }
  const change = (at: number, relay: Relay) =>
    setRelays(relays.map((known, index) => (index === at ? relay : known)))
  const signallingError =
    trouble === null
      ? undefined
      : t(trouble === 'wrong' ? 'servers.signallingWrong' : `servers.${trouble}`)
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Textarea
          label={t('servers.signalling')}
          description={t('servers.signallingHint')}
          value={signalling}
          onChange={(event) => setSignalling(event.currentTarget.value)}
          error={wasSubmitted ? signallingError : undefined}
          minRows={2}
          maxRows={4}
          autosize
          readOnly={!canWrite}
          spellCheck={false}
        />
        <Stack gap="sm">
          <div>
            <Title order={2} size="h3">
              {t('servers.relay')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('servers.relayHint')}
            </Text>
          </div>
          {relays.map((relay, index) => (
            <RelayFields
              key={relay.key}
              number={index + 1}
              relay={relay}
              showsErrors={wasSubmitted}
              isReadOnly={!canWrite}
              onChange={(next) => change(index, next)}
              onRemove={() => setRelays(relays.filter(({ key }) => key !== relay.key))}
            />
          ))}
          <Group>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={!canWrite || relays.length >= maxServers}
              onClick={() => setRelays([...relays, emptyRelay()])}
            >
              {t('servers.add')}
            </Button>
          </Group>
        </Stack>
        <FailureAlert failure={save.error?.failure ?? null} />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!canWrite}>
            {t('servers.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
