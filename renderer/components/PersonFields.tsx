import { Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PersonFacts } from '../../shared/domain/person'

/** The reporter is not among them: their identity is sealed apart (R20). */
export const openRoles = ['reported', 'impacted', 'witness'] as const
export type OpenRole = (typeof openRoles)[number]

export type OpenPerson = Omit<PersonFacts, 'role'> & { readonly role: OpenRole }

export const emptyPerson = (role: OpenRole): OpenPerson => ({
  role,
  name: '',
  handles: [],
  aliases: [],
  employer: '',
  pronouns: '',
})

export const isKnown = (person: OpenPerson): boolean =>
  person.name.trim() !== '' || person.handles.length > 0 || person.aliases.length > 0

interface PersonFieldsProps {
  readonly person: OpenPerson
  readonly onChange: (person: OpenPerson) => void
  readonly focusName?: boolean
}

const shortMax = 300
const maxNames = 20

/** What is known of someone in a case. Any of it may stay empty. */
export const PersonFields = ({ person, onChange, focusName = false }: PersonFieldsProps) => {
  const { t } = useTranslation('cases')
  const change = (part: Partial<OpenPerson>) => onChange({ ...person, ...part })
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={t('person.role')}
          data={openRoles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          value={person.role}
          allowDeselect={false}
          onChange={(role) => role !== null && change({ role: role as OpenRole })}
        />
        <TextInput
          label={t('person.name')}
          value={person.name}
          maxLength={shortMax}
          autoComplete="off"
          data-autofocus={focusName || undefined}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TagsInput
          label={t('person.handles')}
          description={t('person.manyHint')}
          value={person.handles}
          maxTags={maxNames}
          maxLength={shortMax}
          acceptValueOnBlur
          onChange={(handles) => change({ handles })}
        />
        <TagsInput
          label={t('person.aliases')}
          description={t('person.manyHint')}
          value={person.aliases}
          maxTags={maxNames}
          maxLength={shortMax}
          acceptValueOnBlur
          onChange={(aliases) => change({ aliases })}
        />
        <TextInput
          label={t('person.employer')}
          value={person.employer}
          maxLength={shortMax}
          autoComplete="off"
          onChange={(event) => change({ employer: event.currentTarget.value })}
        />
        <TextInput
          label={t('person.pronouns')}
          value={person.pronouns}
          maxLength={shortMax}
          autoComplete="off"
          onChange={(event) => change({ pronouns: event.currentTarget.value })}
        />
      </SimpleGrid>
    </Stack>
  )
}
