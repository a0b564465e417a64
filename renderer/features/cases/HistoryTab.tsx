import { Anchor, Badge, Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconArrowBackUp, IconHistory } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryRow } from '../../../shared/contracts/views'
import { historySentence } from '../../../shared/domain/case/history-sentence'
import type { EntryRef } from '../../../shared/domain/terms'
import { callVault, useClient, useVaultCommand, vaultKey } from '../../client/client'
import { EmptyState } from '../../components/EmptyState'
import { ErrorState } from '../../components/ErrorState'
import { LoadingState } from '../../components/LoadingState'
import { useFormats } from '../../hooks/formats'
import { useOpenCase } from './case-context'
import classes from './HistoryTab.module.css'
import { type HistoryGroup, historyGroups, isInGroup } from './history-groups'
import { type HistoryRun, runsOf } from './history-runs'
import { sayHistory } from './say-history'

const pageRows = 200

/** Every entry of the case, oldest first: who, when, what, and what was corrected. */
export const HistoryTab = () => {
  const { t } = useTranslation('cases')
  const bridge = useClient()
  const { caseFile } = useOpenCase()
  const { caseId } = caseFile
  const [pages, setPages] = useState(1)
  const [group, setGroup] = useState<HistoryGroup>('all')
  const results = useQueries({
    queries: Array.from({ length: pages }, (_, page) => {
      const input = { caseId, offset: page * pageRows, limit: pageRows }
      return {
        queryKey: vaultKey('case.history', input),
        queryFn: () => callVault(bridge, 'case.history', input),
      }
    }),
  })
  const failed = results.find(({ error }) => error !== null)
  if (failed?.error) {
    return <ErrorState failure={failed.error.failure} onRetry={() => void failed.refetch()} />
  }
  const first = results[0]?.data
  if (first === undefined) return <LoadingState lines={8} />
  const rows = results.flatMap(({ data }) => data?.rows ?? [])
  const runs = runsOf(rows.filter((row) => isInGroup(row, group)))
  return (
    <Stack gap="md" maw="56rem">
      <Select
        label={t('history.show')}
        data={historyGroups.map((value) => ({ value, label: t(`history.group.${value}`) }))}
        value={group}
        allowDeselect={false}
        maw="18rem"
        onChange={(value) => value !== null && setGroup(value as HistoryGroup)}
      />
      {runs.length === 0 ? (
        <EmptyState
          icon={<IconHistory size={32} stroke={1.4} aria-hidden />}
          title={t('history.none')}
        />
      ) : (
        <ol className={classes.list}>
          {runs.map((run) => (
            <Entry
              key={run.first.entryId}
              run={run}
              rows={rows}
              onShowAll={() => setGroup('all')}
            />
          ))}
        </ol>
      )}
      {rows.length < first.total && (
        <Group>
          <Button variant="default" onClick={() => setPages(pages + 1)}>
            {t('history.more', { count: first.total - rows.length })}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

interface EntryProps {
  readonly run: HistoryRun
  readonly rows: readonly HistoryRow[]
  readonly onShowAll: () => void
}

const elementId = (entryId: EntryRef): string => `entry-${entryId}`

const Entry = ({ run, rows, onShowAll }: EntryProps) => {
  const { t } = useTranslation(['cases', 'common'])
  const formats = useFormats()
  const { caseFile, playbook, isReadOnly } = useOpenCase()
  const takeBack = useVaultCommand('case.takeBack')
  const row = run.first
  const sentence = historySentence(row, sayHistory(t), playbook)
  const isErased = row.parts.length > 0 && row.parts.every(({ state }) => state === 'erased')
  return (
    <li id={elementId(row.entryId)} tabIndex={-1} className={classes.entry}>
      <div className={classes.time}>
        <Text size="sm" c="dimmed">
          {formats.dateTime(row.atMs)}
        </Text>
      </div>
      <Stack gap={2} align="flex-start">
        <Group gap="xs">
          <Text
            size="sm"
            className={classes.sentence ?? ''}
            td={row.correctedBy === null ? '' : 'line-through'}
          >
            <Text span fw={600} size="sm">
              {row.by}
            </Text>{' '}
            {sentence}
            {run.count > 1 &&
              ` ${t('history.times', { count: run.count, until: formats.time(run.last.atMs) })}`}
          </Text>
          {row.correctedBy !== null && (
            <Badge size="sm" color="gray">
              {t('history.corrected')}
            </Badge>
          )}
          {row.isVoid && (
            <Badge size="sm" color="gray">
              {t('history.void')}
            </Badge>
          )}
          {isErased && (
            <Badge size="sm" color="gray">
              {t('history.contentErased')}
            </Badge>
          )}
        </Group>
        <Group gap="md">
          {row.corrects !== null && (
            <EntryLink to={row.corrects} rows={rows} kind="corrects" onShowAll={onShowAll} />
          )}
          {row.correctedBy !== null && (
            <EntryLink to={row.correctedBy} rows={rows} kind="correctedBy" onShowAll={onShowAll} />
          )}
          {row.undoable && row.correctedBy === null && !isReadOnly && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              loading={takeBack.isPending}
              aria-label={t('history.takeBackWhat', { what: sentence })}
              onClick={() => takeBack.mutate({ caseId: caseFile.caseId, entryId: row.entryId })}
            >
              {t('history.takeBack')}
            </Button>
          )}
        </Group>
      </Stack>
    </li>
  )
}

interface EntryLinkProps {
  readonly to: EntryRef
  readonly rows: readonly HistoryRow[]
  readonly kind: 'corrects' | 'correctedBy'
  readonly onShowAll: () => void
}

/** From a correction to what it corrects, and back. */
const EntryLink = ({ to, rows, kind, onShowAll }: EntryLinkProps) => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  const target = rows.find(({ entryId }) => entryId === to)
  const go = () => {
    onShowAll()
    // The filter may have hidden it: wait until it is drawn.
    requestAnimationFrame(() => {
      const element = document.getElementById(elementId(to))
      element?.scrollIntoView({ block: 'center' })
      element?.focus({ preventScroll: true })
    })
  }
  return (
    <Anchor component="button" type="button" size="sm" onClick={go} className={classes.link ?? ''}>
      {target === undefined
        ? t(`history.${kind}.unknown`)
        : t(`history.${kind}.at`, { by: target.by, time: formats.dateTime(target.atMs) })}
    </Anchor>
  )
}
