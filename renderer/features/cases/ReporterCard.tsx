import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { IconLock, IconLockOpen, IconUserQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { Card } from '../../components/Card'
import { ConfirmButton } from '../../components/ConfirmButton'
import { Dialog } from '../../components/Dialog'
import { IdentityFields, noIdentity } from '../../components/IdentityFields'
import { showNote } from '../../components/note-toast'
import { useFormats } from '../../hooks/formats'
import { ByLine } from './ByLine'
import { useOpenCase } from './case-context'
import { FactList } from './FactList'

/** R20: sealed apart from the case, opened by an explicit act that is recorded. */
export const ReporterCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const [dialog, setDialog] = useState<'open' | 'record' | null>(null)
  const { state, opened, access } = caseFile.reporter
  const canRecord = !isReadOnly && state !== 'anonymous'
  const isMine = access === 'mine'
  return (
    <Card title={t('reporter.title')} hint={t(`reporter.state.${state}`)}>
      {state === 'sealed' && !isMine && (
        <Text size="sm">{access === 'asked' ? t('reporter.asked') : t('reporter.mayAsk')}</Text>
      )}
      <Group gap="xs">
        {state === 'sealed' && access === 'may-ask' && !isReadOnly && <AskButton />}
        {state === 'sealed' && isMine && !isReadOnly && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconLockOpen size={16} aria-hidden />}
            onClick={() => setDialog('open')}
          >
            {t('reporter.open')}
          </Button>
        )}
        {canRecord && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconLock size={16} aria-hidden />}
            onClick={() => setDialog('record')}
          >
            {state === 'sealed' ? t('reporter.recordAgain') : t('reporter.record')}
          </Button>
        )}
      </Group>
      {state === 'sealed' && isMine && isReadOnly && (
        <Text size="sm">{t('reporter.readOnly')}</Text>
      )}
      {state === 'sealed' && isMine && !isReadOnly && <Askers />}
      {opened.length > 0 && (
        <div>
          <Text size="sm" fw={500}>
            {t('reporter.openedBefore')}
          </Text>
          <List size="sm">
            {opened.map((provenance) => (
              <List.Item key={provenance.entryId}>
                <ByLine provenance={provenance} />
              </List.Item>
            ))}
          </List>
        </div>
      )}
      {dialog === 'open' && <OpenIdentityDialog onClose={() => setDialog(null)} />}
      {dialog === 'record' && <RecordIdentityDialog onClose={() => setDialog(null)} />}
    </Card>
  )
}

const AskButton = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const ask = useVaultCommand('case.askIdentity', {
    onDone: () => showNote({ message: t('reporter.askDone') }),
  })
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconUserQuestion size={16} aria-hidden />}
      loading={ask.isPending}
      onClick={() => ask.mutate({ caseId: caseFile.caseId })}
    >
      {t('reporter.ask')}
    </Button>
  )
}

/** Members who asked: whoever holds the key answers, and both are recorded. */
const Askers = () => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  const { caseFile } = useOpenCase()
  const share = useVaultCommand('case.shareIdentity')
  const { askedBy } = caseFile.reporter
  return askedBy.map(({ memberId, name, atMs }) => (
    <Group key={memberId} justify="space-between" gap="sm">
      <Text size="sm">{t('reporter.askedBy', { name, time: formats.dateTime(atMs) })}</Text>
      <ConfirmButton
        size="xs"
        variant="light"
        aria-label={t('reporter.shareWho', { name })}
        loading={share.isPending}
        title={t('reporter.shareTitle', { name })}
        message={t('reporter.shareMessage')}
        confirmLabel={t('reporter.shareConfirm')}
        onConfirm={() =>
          share.mutate(
            { caseId: caseFile.caseId, memberId },
            { onSuccess: () => showNote({ message: t('reporter.shareDone', { name }) }) },
          )
        }
      >
        {t('reporter.share')}
      </ConfirmButton>
    </Group>
  ))
}

interface DialogProps {
  readonly onClose: () => void
}

/** Recorded before anything is shown; what was shown is forgotten when the dialog closes. */
const OpenIdentityDialog = ({ onClose }: DialogProps) => {
  const { t } = useTranslation(['cases', 'common'])
  const { caseFile } = useOpenCase()
  const [reason, setReason] = useState('')
  const open = useVaultCommand('case.openIdentity')
  const identity = open.data?.identity
  return (
    <Dialog onClose={onClose} title={t('reporter.open')}>
      {identity === undefined ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            open.mutate({ caseId: caseFile.caseId, reason: reason.trim() })
          }}
        >
          <Stack>
            <Text>{t('reporter.openMessage')}</Text>
            <TextInput
              label={t('reporter.reason')}
              value={reason}
              maxLength={300}
              autoComplete="off"
              data-autofocus
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={open.isPending}>
                {t('reporter.openConfirm')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack>
          <FactList
            facts={[
              [t('reporter.name'), identity.name],
              [t('reporter.contact'), identity.contact],
              [t('reporter.pronouns'), identity.pronouns],
            ]}
          />
          <Text size="sm" c="dimmed">
            {t('reporter.openedNow')}
          </Text>
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus>
              {t('reporter.closeAgain')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}

const RecordIdentityDialog = ({ onClose }: DialogProps) => {
  const { t } = useTranslation(['cases', 'common'])
  const { caseFile } = useOpenCase()
  const [identity, setIdentity] = useState(noIdentity)
  const record = useVaultCommand('case.recordIdentity', { onDone: onClose })
  const isEmpty = Object.values(identity).every((value) => value.trim() === '')
  return (
    <Dialog onClose={onClose} title={t('reporter.record')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isEmpty) record.mutate({ caseId: caseFile.caseId, identity })
        }}
      >
        <Stack>
          <Text>{t('reporter.recordMessage')}</Text>
          <IdentityFields
            identity={identity}
            labels={{
              name: t('reporter.name'),
              contact: t('reporter.contact'),
              pronouns: t('reporter.pronouns'),
            }}
            onChange={setIdentity}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={isEmpty} loading={record.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
