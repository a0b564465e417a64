import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonView } from '../../../shared/contracts/views'
import type { PersonFacts } from '../../../shared/domain/person'
import { Dialog } from '../../components/Dialog'
import {
  emptyPerson,
  isKnown,
  type OpenPerson,
  type OpenRole,
  openRoles,
  PersonFields,
} from '../../components/PersonFields'
import { ByLine } from './ByLine'
import { useOpenCase } from './case-context'
import { FactList } from './FactList'
import { ReporterCard } from './ReporterCard'
import { useCaseCommand } from './use-case-command'

/** Everyone of the case. The reporter is sealed apart; all others are in the open here. */
export const PeopleTab = () => {
  const { caseFile, isReadOnly } = useOpenCase()
  const [adding, setAdding] = useState<OpenRole | null>(null)
  const canAdd = !isReadOnly && caseFile.status !== 'closed'
  return (
    <Stack gap="xl">
      <ReporterCard />
      {openRoles.map((role) => (
        <PeopleOfRole
          key={role}
          role={role}
          {...(canAdd ? { onAdd: () => setAdding(role) } : {})}
        />
      ))}
      {adding !== null && <AddPersonDialog role={adding} onClose={() => setAdding(null)} />}
    </Stack>
  )
}

interface PeopleOfRoleProps {
  readonly role: OpenRole
  readonly onAdd?: () => void
}

const PeopleOfRole = ({ role, onAdd }: PeopleOfRoleProps) => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const people = caseFile.people.filter((person) => person.role === role)
  return (
    <Stack component="section" gap="sm" aria-label={t(`roles.${role}`)}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t(`roles.${role}`)}
        </Title>
        {onAdd !== undefined && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={onAdd}
          >
            {t(`person.add.${role}`)}
          </Button>
        )}
      </Group>
      {people.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('person.nobody')}
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          {people.map((person) => (
            <Person key={person.personId} person={person} />
          ))}
        </SimpleGrid>
      )}
    </Stack>
  )
}

const Person = ({ person }: { readonly person: PersonView }) => {
  const { t } = useTranslation('cases')
  const { isReadOnly } = useOpenCase()
  const [isCorrecting, setIsCorrecting] = useState(false)
  const shownName = person.name || person.handles[0] || person.aliases[0] || t('person.unnamed')
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Group gap="xs">
            <Text fw={600}>{shownName}</Text>
            {person.corrected && (
              <Badge size="sm" color="gray">
                {t('person.corrected')}
              </Badge>
            )}
          </Group>
          {!isReadOnly && (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('person.correctWho', { name: shownName })}
              onClick={() => setIsCorrecting(true)}
            >
              {t('person.correct')}
            </Button>
          )}
        </Group>
        <FactList
          isShort
          facts={[
            [t('person.handles'), person.handles.join(', ')],
            [t('person.aliases'), person.aliases.join(', ')],
            [t('person.employer'), person.employer],
            [t('person.pronouns'), person.pronouns],
          ]}
        />
        <ByLine provenance={person.provenance} />
      </Stack>
      {isCorrecting && (
        <CorrectPersonDialog person={person} onClose={() => setIsCorrecting(false)} />
      )}
    </Paper>
  )
}

interface PersonDialogProps {
  readonly title: string
  readonly initial: OpenPerson
  readonly isPending: boolean
  readonly onSave: (person: PersonFacts) => void
  readonly onClose: () => void
}

const PersonDialog = ({ title, initial, isPending, onSave, onClose }: PersonDialogProps) => {
  const { t } = useTranslation(['cases', 'common'])
  const [person, setPerson] = useState(initial)
  return (
    <Dialog onClose={onClose} title={title} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isKnown(person)) onSave(person)
        }}
      >
        <Stack>
          <PersonFields person={person} onChange={setPerson} focusName />
          <Text size="sm" c="dimmed">
            {t('person.needed')}
          </Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={!isKnown(person)} loading={isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

interface AddPersonDialogProps {
  readonly role: OpenRole
  readonly onClose: () => void
}

const AddPersonDialog = ({ role, onClose }: AddPersonDialogProps) => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const add = useCaseCommand('case.addPerson', caseFile.caseId)
  return (
    <PersonDialog
      title={t(`person.add.${role}`)}
      initial={emptyPerson(role)}
      isPending={add.isPending}
      onSave={(person) => add.run({ person }, onClose)}
      onClose={onClose}
    />
  )
}

interface CorrectPersonDialogProps {
  readonly person: PersonView
  readonly onClose: () => void
}

const CorrectPersonDialog = ({ person, onClose }: CorrectPersonDialogProps) => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const correct = useCaseCommand('case.correctPerson', caseFile.caseId)
  const { personId, name, handles, aliases, employer, pronouns } = person
  const role: OpenRole = person.role === 'reporter' ? 'witness' : person.role
  return (
    <PersonDialog
      title={t('person.correctTitle')}
      initial={{ role, name, handles, aliases, employer, pronouns }}
      isPending={correct.isPending}
      onSave={(next) => correct.run({ personId, person: next }, onClose)}
      onClose={onClose}
    />
  )
}
