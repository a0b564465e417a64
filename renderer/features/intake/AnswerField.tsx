import { Badge, Button, Group, Text, Textarea, TextInput } from '@mantine/core'
import { IconArrowLeft, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FieldKey } from '../../../shared/domain/playbook'
import { emptyPerson, type OpenRole } from '../../components/PersonFields'
import { answerOf, maxCharsOf, placeOf, withAnswer } from './draft-fields'
import { useIntake } from './intake-context'

interface AnswerFieldProps {
  readonly field: { readonly key: FieldKey; readonly label: string; readonly kind: string }
  readonly hint?: string
}

const rolesOfNames: Partial<Record<FieldKey, OpenRole>> = {
  reported: 'reported',
  witnesses: 'witness',
}

/** The field beside a prompt. Every meaning has one field, wherever the playbook asks for it. */
export const AnswerField = ({ field, hint }: AnswerFieldProps) => {
  const { t } = useTranslation('intake')
  const { draft, change, focusNote } = useIntake()
  const place = placeOf(field.key)
  const value = answerOf(draft, field.key)
  if (value === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('anonymous.notKept', { field: field.label })}
      </Text>
    )
  }
  if (place === 'note') {
    return (
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        onClick={focusNote}
      >
        {t('note.writeThere')}
      </Button>
    )
  }
  const label =
    place === 'safety' ? (
      <Group gap={6} component="span" display="inline-flex">
        {field.label}
        <Badge size="sm" color="orange" component="span">
          {t('safety.erasedLater')}
        </Badge>
      </Group>
    ) : (
      field.label
    )
  const shared = {
    label,
    value,
    maxLength: maxCharsOf(field.key),
    autoComplete: 'off',
    spellCheck: false,
    ...(hint === undefined ? {} : { description: hint }),
    onChange: (event: { currentTarget: { value: string } }) => {
      const next = event.currentTarget.value
      change((current) => withAnswer(current, field.key, next))
    },
  }
  const role = rolesOfNames[field.key]
  return (
    <>
      {field.kind === 'long' ? (
        <Textarea {...shared} autosize minRows={2} maxRows={10} />
      ) : (
        <TextInput {...shared} />
      )}
      {role !== undefined && value.trim() !== '' && <AddToPeople role={role} name={value.trim()} />}
    </>
  )
}

interface AddToPeopleProps {
  readonly role: OpenRole
  readonly name: string
}

const maxNameChars = 300

/** What was jotted down beside a prompt becomes a person of the case with one click. */
const AddToPeople = ({ role, name }: AddToPeopleProps) => {
  const { t } = useTranslation('intake')
  const { draft, change } = useIntake()
  const isThere = draft.people.some((person) => person.role === role && person.name === name)
  if (name.length > maxNameChars || draft.people.length >= 40) return null
  if (isThere) {
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('people.isThere')}
      </Text>
    )
  }
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconUserPlus size={16} aria-hidden />}
      onClick={() =>
        change((current) => ({
          ...current,
          people: [...current.people, { ...emptyPerson(role), name }],
        }))
      }
    >
      {t(`people.addAs.${role}`)}
    </Button>
  )
}
