import { Textarea } from '@mantine/core'
import { type Ref, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useIntake } from './intake-context'

interface NoteFieldProps {
  readonly ref?: Ref<HTMLTextAreaElement>
  readonly autoFocus?: boolean
  readonly minRows: number
}

const maxChars = 200_000

/** The one large field: what the member hears, types or pastes. Becomes the case's report. */
export const NoteField = ({ ref, autoFocus = false, minRows }: NoteFieldProps) => {
  const { t } = useTranslation('intake')
  const { draft, change } = useIntake()
  const id = useId()
  return (
    <Textarea
      {...(ref === undefined ? {} : { ref })}
      id={id}
      label={t('note.label')}
      description={t('note.hint')}
      placeholder={t('note.placeholder')}
      value={draft.note}
      maxLength={maxChars}
      autosize
      minRows={minRows}
      maxRows={40}
      size="md"
      autoFocus={autoFocus}
      spellCheck={false}
      onChange={(event) => {
        const note = event.currentTarget.value
        change((current) => ({ ...current, note }))
      }}
    />
  )
}
