import { Group, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PartRef, TextName } from '../../../shared/domain/terms'
import { useVaultCommand, useVaultQuery } from '../../client/client'
import { Card } from '../../components/Card'
import { ConfirmButton } from '../../components/ConfirmButton'
import { showNote } from '../../components/note-toast'
import { useOpenCase } from './case-context'

/** Enough to find the entry of the answers, which is among the first of a case. */
const firstEntries = 50

/** What of a case can be destroyed one by one. */
export const ErasePartsCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const { caseId, reporter, safety, texts } = caseFile
  const history = useVaultQuery('case.history', { caseId, offset: 0, limit: firstEntries })
  const answers = history.data?.rows
    .filter(({ kind }) => kind === 'report.answered')
    .flatMap(({ parts }) => parts)
    .find(({ state }) => state === 'present')
  const present = texts.filter(({ state }) => state === 'present')
  const hasNothing =
    present.length === 0 &&
    answers === undefined &&
    reporter.state !== 'sealed' &&
    safety.state !== 'sealed'
  return (
    <Card title={t('erase.title')} hint={t('erase.hint')}>
      {hasNothing && (
        <Text size="sm" c="dimmed">
          {t('erase.nothing')}
        </Text>
      )}
      {present.map(({ name }) => (
        <EraseText key={name} name={name} />
      ))}
      {reporter.state === 'sealed' && reporter.partId !== null && (
        <ErasePart partId={reporter.partId} what={t('erase.what.identity')} />
      )}
      {safety.state === 'sealed' && safety.partId !== null && (
        <ErasePart partId={safety.partId} what={t('erase.what.safety')} />
      )}
      {answers !== undefined && (
        <ErasePart partId={answers.partId} what={t('erase.what.answers')} />
      )}
    </Card>
  )
}

interface EraseLineProps {
  readonly what: string
  readonly isPending: boolean
  readonly onErase: () => void
}

const EraseLine = ({ what, isPending, onErase }: EraseLineProps) => {
  const { t } = useTranslation('cases')
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{what}</Text>
      <ConfirmButton
        variant="default"
        size="xs"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={isPending}
        title={t('erase.askTitle', { what })}
        message={t('erase.askMessage')}
        confirmLabel={t('erase.confirm')}
        onConfirm={onErase}
      >
        {t('erase.erase')}
      </ConfirmButton>
    </Group>
  )
}

const EraseText = ({ name }: { readonly name: TextName }) => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const erase = useVaultCommand('case.eraseText')
  return (
    <EraseLine
      what={t(`erase.what.${name}`)}
      isPending={erase.isPending}
      onErase={() => erase.mutate({ caseId: caseFile.caseId, name })}
    />
  )
}

interface ErasePartProps {
  readonly partId: PartRef
  readonly what: string
}

const ErasePart = ({ partId, what }: ErasePartProps) => {
  const { caseFile } = useOpenCase()
  const erase = useVaultCommand('case.erasePart')
  return (
    <EraseLine
      what={what}
      isPending={erase.isPending}
      onErase={() => erase.mutate({ caseId: caseFile.caseId, partId })}
    />
  )
}

export const EraseCaseCard = () => {
  const { t } = useTranslation('cases')
  const navigate = useNavigate()
  const { caseFile } = useOpenCase()
  const { caseId, codeName } = caseFile
  const erase = useVaultCommand('case.eraseAll', {
    onDone: () => {
      showNote({ message: t('erase.caseDone', { codeName }), goesAlong: true })
      void navigate({ to: '/cases', replace: true })
    },
  })
  return (
    <Card title={t('erase.caseTitle')} hint={t('erase.caseHint')}>
      <Group>
        <ConfirmButton
          color="red"
          variant="outline"
          leftSection={<IconTrash size={16} aria-hidden />}
          loading={erase.isPending}
          title={t('erase.caseAsk', { codeName })}
          message={t('erase.caseMessage')}
          confirmLabel={t('erase.caseConfirm')}
          typeToConfirm={codeName}
          onConfirm={() => erase.mutate({ caseId, codeName })}
        >
          {t('erase.caseErase')}
        </ConfirmButton>
      </Group>
    </Card>
  )
}
