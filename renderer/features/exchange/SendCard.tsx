import { Alert, Badge, Button, Checkbox, Group, Stack, Table } from '@mantine/core'
import { IconDeviceLaptop, IconPackage, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleTarget } from '../../../shared/contracts/committee-views'
import type { MemberId } from '../../../shared/domain/terms'
import { useVaultCommand, useVaultQuery } from '../../client/client'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import { FailureAlert } from '../../components/FailureAlert'
import { QueryState } from '../../components/QueryState'
import { TaskProgress } from '../../components/TaskProgress'
import { useFormats } from '../../hooks/formats'
import { MadeFiles } from './MadeFiles'

/** For whom there is something to send, and the files for those who are chosen. */
export const SendCard = () => {
  const { t } = useTranslation('exchange')
  // What they lacked when the page was last open would choose the wrong ones.
  const targets = useVaultQuery('bundle.targets', {}, { gcTimeMs: 0 })
  return (
    <Card title={t('send.title')} hint={t('send.hint')}>
      <QueryState query={targets} lines={4}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              icon={<IconUsers size={32} stroke={1.4} aria-hidden />}
              title={t('nobody')}
              description={t('nobodyHint')}
            />
          ) : (
            <Targets targets={list} />
          )
        }
      </QueryState>
    </Card>
  )
}

const Targets = ({ targets }: { readonly targets: readonly BundleTarget[] }) => {
  const { t } = useTranslation('exchange')
  // Who lacks something is chosen, until the member says otherwise.
  const [said, setSaid] = useState<ReadonlyMap<MemberId, boolean>>(new Map())
  const make = useVaultCommand('bundle.make', { quiet: true })
  const chosen = targets
    .filter(({ memberId, entries }) => said.get(memberId) ?? entries > 0)
    .map(({ memberId }) => memberId)
  const first = targets.filter(({ isAskedFirst }) => isAskedFirst).map(({ name }) => name)
  return (
    <Stack gap="md">
      {first.length > 0 && (
        <Alert color="yellow" icon={<IconDeviceLaptop size={20} aria-hidden />} role="status">
          {t('send.askFirst', { names: first.join(', ') })}
        </Alert>
      )}
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing="xs" captionSide="top">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="2.5rem">
                <Checkbox
                  aria-label={t('send.all')}
                  checked={chosen.length === targets.length}
                  indeterminate={chosen.length > 0 && chosen.length < targets.length}
                  onChange={({ currentTarget: { checked } }) =>
                    setSaid(new Map(targets.map(({ memberId }) => [memberId, checked])))
                  }
                />
              </Table.Th>
              <Table.Th>{t('send.member')}</Table.Th>
              <Table.Th>{t('send.lacks')}</Table.Th>
              <Table.Th>{t('send.made')}</Table.Th>
              <Table.Th>{t('send.heard')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {targets.map((target) => (
              <TargetRow
                key={target.memberId}
                target={target}
                isChosen={chosen.includes(target.memberId)}
                onChoose={(isChosen) => setSaid(new Map(said).set(target.memberId, isChosen))}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group>
        <Button
          leftSection={<IconPackage size={16} aria-hidden />}
          disabled={chosen.length === 0}
          loading={make.isPending}
          onClick={() => make.mutate({ memberIds: chosen })}
        >
          {t('send.make', { count: chosen.length })}
        </Button>
      </Group>
      {make.isPending && <TaskProgress task="bundle" label={t('send.making')} />}
      <FailureAlert failure={make.error?.failure ?? null} />
      {make.data !== undefined && <MadeFiles files={make.data} />}
    </Stack>
  )
}

interface TargetRowProps {
  readonly target: BundleTarget
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
}

const TargetRow = ({ target, isChosen, onChoose }: TargetRowProps) => {
  const { t } = useTranslation('exchange')
  const formats = useFormats()
  const { name, entries, lastMadeAtMs, lastHeardAtMs, isAskedFirst } = target
  const whenOf = (atMs: number | null) => (atMs === null ? t('send.never') : formats.dateTime(atMs))
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          aria-label={t('send.choose', { name })}
          checked={isChosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          {name}
          {isAskedFirst && <Badge color="yellow">{t('send.first')}</Badge>}
        </Group>
      </Table.Td>
      <Table.Td>
        {entries === 0 ? t('send.nothing') : t('send.entries', { count: entries })}
      </Table.Td>
      <Table.Td>{whenOf(lastMadeAtMs)}</Table.Td>
      <Table.Td>{whenOf(lastHeardAtMs)}</Table.Td>
    </Table.Tr>
  )
}
