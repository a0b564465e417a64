import { Button, Code, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  callShell,
  useClient,
  useShellQuery,
  useVaultCommand,
  useVaultQuery,
  type VaultOutput,
  vaultKey,
} from '../../client/client'
import { Card } from '../../components/Card'
import { FailureAlert } from '../../components/FailureAlert'
import { QueryState } from '../../components/QueryState'
import { useFormats } from '../../hooks/formats'
import classes from './exchange.module.css'
import { ImportReportText } from './ImportReportText'

/** How often a watched folder is asked what it took in: it has no event of its own. */
const refetchMs = 30_000

/** A folder from which arriving files are taken in by themselves. */
export const FolderCard = () => {
  const { t } = useTranslation('exchange')
  const folder = useVaultQuery('bundle.folder', {}, { refetchIntervalMs: refetchMs })
  return (
    <Card title={t('folder.title')} hint={t('folder.hint')}>
      <QueryState query={folder} lines={2}>
        {(watched) => <Folder watched={watched} />}
      </QueryState>
    </Card>
  )
}

interface FolderProps {
  readonly watched: VaultOutput<'bundle.folder'>
}

const Folder = ({ watched }: FolderProps) => {
  const { t } = useTranslation('exchange')
  const formats = useFormats()
  const bridge = useClient()
  const queryClient = useQueryClient()
  const info = useShellQuery('shell.info', {})
  const set = useVaultCommand('bundle.setFolder', {
    quiet: true,
    onDone: () => void queryClient.invalidateQueries({ queryKey: vaultKey('bundle.folder') }),
  })
  const choose = useMutation({
    mutationFn: () => callShell(bridge, 'shell.chooseFolder', {}),
    onSuccess: (chosen) => chosen !== null && set.mutate({ folder: chosen }),
  })
  const { folder, state, lastImports } = watched
  return (
    <Stack gap="sm">
      {folder === null ? (
        <Text>{t('folder.off')}</Text>
      ) : (
        <Text className={classes.path ?? ''}>
          {t('folder.watching')} <Code>{folder}</Code>
        </Text>
      )}
      {state === 'missing' && <Text role="status">{t('folder.missing')}</Text>}
      <FailureAlert failure={set.error?.failure ?? null} />
      <Group gap="xs">
        {info.data?.canChooseFolder === true && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFolder size={16} aria-hidden />}
            loading={choose.isPending || set.isPending}
            onClick={() => choose.mutate()}
          >
            {folder === null ? t('folder.choose') : t('folder.change')}
          </Button>
        )}
        {folder !== null && (
          <Button
            variant="default"
            size="xs"
            disabled={set.isPending}
            onClick={() => set.mutate({ folder: null })}
          >
            {t('folder.stop')}
          </Button>
        )}
      </Group>
      {info.data?.canChooseFolder === false && (
        <TypedFolder onSet={(typed) => set.mutate({ folder: typed })} isPending={set.isPending} />
      )}
      {lastImports.length > 0 && (
        <div>
          <Text fw={600} size="sm" mb={4}>
            {t('folder.last')}
          </Text>
          <List>
            {lastImports.map((report) => (
              <List.Item key={`${report.fileName} ${report.atMs}`}>
                {t('folder.lastLine', {
                  fileName: report.fileName,
                  from: report.from,
                  time: formats.dateTime(report.atMs),
                })}
                <ImportReportText report={report} />
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  )
}

interface TypedFolderProps {
  readonly onSet: (folder: string) => void
  readonly isPending: boolean
}

const maxPathChars = 4_096

/** Where the system's folder dialog cannot be opened. */
const TypedFolder = ({ onSet, isPending }: TypedFolderProps) => {
  const { t } = useTranslation('exchange')
  const [typed, setTyped] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== '') onSet(typed.trim())
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          label={t('folder.path')}
          value={typed}
          maxLength={maxPathChars}
          autoComplete="off"
          spellCheck={false}
          flex="1 1 16rem"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={isPending} disabled={typed.trim() === ''}>
          {t('folder.set')}
        </Button>
      </Group>
    </form>
  )
}
