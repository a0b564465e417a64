import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconDeviceFloppy, IconLock } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callVault, toFailureError, useClient, useVaultQuery } from '../../../client/client'
import { useImportBundle } from '../../../client/import-bundle'
import { useTakeOfferedFile } from '../../../client/offered-files'
import { useSaveFile } from '../../../client/save-file'
import type { WaitingSession } from '../../../client/session'
import { FailureAlert } from '../../../components/FailureAlert'
import { FileDrop } from '../../../components/FileDrop'
import { FingerprintWords } from '../../../components/FingerprintWords'
import { showFailure } from '../../../components/failure-toast'
import { useFormats } from '../../../hooks/formats'
import { useLock } from '../../../hooks/lock'
import classes from '../vault.module.css'
import { MeetThem } from './MeetThem'

interface LetInPageProps {
  readonly status: WaitingSession
}

const hourMs = 3_600_000

/** Between the request and the first bundle: what to send, what to read aloud, what to take in. */
export const LetInPage = ({ status }: LetInPageProps) => {
  const { t } = useTranslation(['members', 'common', 'meeting'])
  const formats = useFormats()
  const lock = useLock()
  const nowMs = useNowEveryHour()
  const { data: meetingView } = useVaultQuery('meeting.view', {})
  const isExpired = status.expiresAtMs <= nowMs
  return (
    <Stack className={classes.wizard} gap="lg">
      <Group justify="space-between" className={classes.besideMenu ?? ''}>
        <Group gap="sm">
          <Title order={1}>{t('letIn.title')}</Title>
          <Badge>{t(`letIn.purpose.${status.purpose}`)}</Badge>
        </Group>
        <Button
          variant="default"
          leftSection={<IconLock size={16} aria-hidden />}
          onClick={() => void lock()}
        >
          {t('common:lock')}
        </Button>
      </Group>
      <Text maw="44rem">{t(`letIn.explain.${status.purpose}`)}</Text>
      {isExpired ? (
        <Alert color="yellow" title={t('letIn.expired.title')} role="status">
          {t('letIn.expired.explain')}
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          {t('letIn.until', { date: formats.dateTime(status.expiresAtMs) })}
        </Text>
      )}
      <Part number={1} title={t('letIn.send.title')}>
        <SendRequest />
      </Part>
      <Part number={2} title={t('letIn.words.title')}>
        <Text>{t('letIn.words.explain')}</Text>
        <FingerprintWords words={status.fingerprintWords} label={t('letIn.words.label')} large />
      </Part>
      <Part number={3} title={t('letIn.take.title')}>
        <TakeIn />
      </Part>
      {meetingView?.ability === 'ready' && (
        <Paper component="section" withBorder p="lg">
          <Stack gap="sm">
            <Title order={2} size="h3">
              {t('meeting:newcomer.title')}
            </Title>
            <MeetThem view={meetingView} />
          </Stack>
        </Paper>
      )}
    </Stack>
  )
}

const useNowEveryHour = (): number => {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), hourMs)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}

interface PartProps {
  readonly number: number
  readonly title: string
  readonly children: ReactNode
}

const Part = ({ number, title, children }: PartProps) => (
  <Paper component="section" withBorder p="lg">
    <Stack gap="sm">
      <Title order={2} size="h3">
        {number}. {title}
      </Title>
      {children}
    </Stack>
  </Paper>
)

const SendRequest = () => {
  const { t, i18n } = useTranslation('members')
  const bridge = useClient()
  const save = useSaveFile()
  const send = async () => {
    try {
      const { request } = await callVault(bridge, 'join.request', {})
      save.mutate(request)
    } catch (thrown) {
      showFailure(i18n, toFailureError(thrown).failure)
    }
  }
  return (
    <>
      <Text>{t('letIn.send.explain')}</Text>
      <Group gap="md">
        <Button
          leftSection={<IconDeviceFloppy size={16} aria-hidden />}
          loading={save.isPending}
          onClick={() => void send()}
        >
          {t('letIn.send.button')}
        </Button>
        <Text size="sm" role="status" className={classes.savedAt ?? ''}>
          {typeof save.data === 'string' ? t('letIn.send.saved', { folder: save.data }) : ''}
        </Text>
      </Group>
    </>
  )
}

const TakeIn = () => {
  const { t } = useTranslation('members')
  const [isUnreadable, setIsUnreadable] = useState(false)
  const take = useImportBundle({ quiet: true })
  const takeIn = (bytes: Uint8Array) => {
    setIsUnreadable(false)
    take.mutate({ bytes })
  }
  useTakeOfferedFile({
    isReady: !take.isPending,
    onFile: takeIn,
    onUnreadable: () => setIsUnreadable(true),
  })
  return (
    <>
      <Text>{t('letIn.take.explain')}</Text>
      <FileDrop
        label={t('letIn.take.button')}
        hint={t('letIn.take.hint')}
        loading={take.isPending}
        onUnreadable={() => setIsUnreadable(true)}
        onFile={({ bytes }) => takeIn(bytes)}
      />
      <FailureAlert
        failure={isUnreadable ? { code: 'bundle/damaged' } : (take.error?.failure ?? null)}
      />
      {take.isSuccess && (
        <Alert color="yellow" role="status" title={t('letIn.take.notYet')}>
          {t('letIn.take.notYetExplain')}
        </Alert>
      )}
    </>
  )
}
