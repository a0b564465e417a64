import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { emptyPerson, openRoles, PersonFields } from '../../components/PersonFields'
import { useIntake } from './intake-context'

const maxPeople = 40

/** Reported, impacted, witnesses. The reporter is not here: their name is sealed apart (R20). */
export const PeopleRows = () => {
  const { t } = useTranslation('intake')
  const { draft, change } = useIntake()
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('people.hint')}
      </Text>
      {draft.people.map((person, index) => (
        <Paper
          // biome-ignore lint/suspicious/noArrayIndexKey: people are edited in place and have no id yet
          key={index}
          withBorder
          p="sm"
          component="section"
          aria-label={t('people.number', { number: index + 1 })}
        >
          <PersonFields
            person={person}
            onChange={(next) =>
              change((current) => ({
                ...current,
                people: current.people.map((other, at) => (at === index ? next : other)),
              }))
            }
          />
          <Group justify="flex-end" mt="xs">
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconTrash size={16} aria-hidden />}
              aria-label={t('people.removeNumber', { number: index + 1 })}
              onClick={() =>
                change((current) => ({
                  ...current,
                  people: current.people.filter((_, at) => at !== index),
                }))
              }
            >
              {t('people.remove')}
            </Button>
          </Group>
        </Paper>
      ))}
      <Group gap="xs">
        {openRoles.map((role) => (
          <Button
            key={role}
            variant="default"
            size="xs"
            leftSection={<IconUserPlus size={16} aria-hidden />}
            disabled={draft.people.length >= maxPeople}
            onClick={() =>
              change((current) => ({ ...current, people: [...current.people, emptyPerson(role)] }))
            }
          >
            {t(`people.add.${role}`)}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
