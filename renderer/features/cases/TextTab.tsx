import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconEraser, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TextName } from '../../../shared/domain/terms'
import { EmptyState } from '../../components/EmptyState'
import { FailureAlert } from '../../components/FailureAlert'
import { LoadingState } from '../../components/LoadingState'
import { useOpenCase } from './case-context'
import { TextEditor } from './TextEditor'
import type { TextSession, TextState } from './text-session'
import { useTextCursors } from './use-text-cursors'
import { useTextSession } from './use-text-session'

interface TextTabProps {
  readonly name: TextName
}

/** The report or the notes: rich text that several members may write, every edit with its author. */
export const TextTab = ({ name }: TextTabProps) => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const isErased = caseFile.texts.some((text) => text.name === name && text.state === 'erased')
  const [isAnew, setIsAnew] = useState(false)
  if (isErased && !isAnew) {
    return (
      <EmptyState
        icon={<IconEraser size={32} stroke={1.4} aria-hidden />}
        title={t('text.erasedTitle')}
        description={t('text.erasedHint')}
        {...(isReadOnly
          ? {}
          : {
              actions: (
                <Button variant="default" onClick={() => setIsAnew(true)}>
                  {t('text.writeAnew')}
                </Button>
              ),
            })}
      />
    )
  }
  return <OpenTextTab name={name} />
}

const OpenTextTab = ({ name }: TextTabProps) => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const { session, state, failure } = useTextSession(caseFile.caseId, name)
  const isFixed = isReadOnly || caseFile.status === 'escrowed'
  if (session === null) return <LoadingState lines={8} />
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed">
          {t(`text.hint.${name}`)}
        </Text>
        {!isFixed && <TextStatus state={state} />}
      </Group>
      {state === 'refused' && <FailureAlert failure={failure} />}
      {caseFile.status === 'escrowed' && (
        <Alert color="blue" py="xs">
          {t('text.escrowed')}
        </Alert>
      )}
      <SharedText key={name} name={name} session={session} isEditable={!isFixed} />
    </Stack>
  )
}

interface SharedTextProps extends TextTabProps {
  readonly session: TextSession
  readonly isEditable: boolean
}

const SharedText = ({ name, session, isEditable }: SharedTextProps) => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const { awareness, names } = useTextCursors(caseFile.caseId, name, session.doc)
  return (
    <div>
      <Text size="sm" role="status" mb={names.length === 0 ? 0 : 'xs'}>
        {names.length === 0 ? '' : t('text.alsoHere', { names: names.join(', ') })}
      </Text>
      <TextEditor
        doc={session.doc}
        awareness={awareness}
        label={t(`tab.${name === 'narrative' ? 'report' : 'notes'}`)}
        isEditable={isEditable}
        onBlur={() => void session.flush()}
      />
    </div>
  )
}

const TextStatus = ({ state }: { readonly state: TextState }) => {
  const { t } = useTranslation('cases')
  const isBad = state === 'failed' || state === 'refused'
  const Icon = isBad ? IconAlertTriangle : state === 'saved' ? IconCheck : IconPencil
  return (
    <Group
      gap={6}
      wrap="nowrap"
      c={isBad ? 'var(--mantine-color-error)' : 'dimmed'}
      data-testid="text-status"
      data-state={state}
      {...(isBad ? { role: 'alert' } : {})}
    >
      <Icon size={18} aria-hidden />
      <Text size="sm">{t(`text.state.${state}`)}</Text>
    </Group>
  )
}
