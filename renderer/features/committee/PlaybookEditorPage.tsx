import { Alert, Button, Group, Paper, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Playbook } from '../../../shared/domain/playbook'
import { callVault, useClient, useVaultCommand, useVaultQuery } from '../../client/client'
import { FailureAlert } from '../../components/FailureAlert'
import { showNote } from '../../components/note-toast'
import { PageHeader } from '../../components/PageHeader'
import { PlaybookJsonEditor } from '../../components/PlaybookJsonEditor'
import { QueryState } from '../../components/QueryState'

/** An edited copy of the committee's playbook: check it, then adopt it. */
export const PlaybookEditorPage = () => {
  const committee = useVaultQuery('committee.get', {})
  return (
    <QueryState query={committee} lines={8}>
      {({ playbook }) => <PlaybookEditor playbook={playbook} />}
    </QueryState>
  )
}

const indentSpaces = 2

const asCopy = (playbook: Playbook): string =>
  JSON.stringify({ ...playbook, version: playbook.version + 1 }, null, indentSpaces)

interface PlaybookEditorProps {
  readonly playbook: Playbook
}

const PlaybookEditor = ({ playbook }: PlaybookEditorProps) => {
  const { t } = useTranslation(['committee', 'common'])
  const bridge = useClient()
  const navigate = useNavigate()
  const [json, setJson] = useState(() => asCopy(playbook))
  const [soundJson, setSoundJson] = useState<string | null>(null)
  const isSound = soundJson === json
  const leave = () => void navigate({ to: '/playbook' })
  const adopt = useVaultCommand('playbook.adopt', {
    quiet: true,
    onDone: () => {
      showNote({ message: t('editor.adopted'), goesAlong: true })
      leave()
    },
  })
  const check = async (text: string) => {
    const { findings } = await callVault(bridge, 'playbook.check', { json: text })
    setSoundJson(findings.length === 0 ? text : null)
    return findings
  }
  return (
    <>
      <PageHeader title={t('editor.title')} description={t('editor.explain')} />
      <Paper maw="60rem">
        <Stack>
          <PlaybookJsonEditor json={json} onChange={setJson} onCheck={check} isSound={isSound} />
          <FailureAlert failure={adopt.error?.failure ?? null} />
          {isSound && <Alert color="blue">{t('editor.adoptHint')}</Alert>}
          <Group justify="space-between">
            <Button variant="default" onClick={leave}>
              {t('common:cancel')}
            </Button>
            <Button
              disabled={!isSound}
              loading={adopt.isPending}
              onClick={() => adopt.mutate({ json })}
            >
              {t('editor.adopt')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </>
  )
}
