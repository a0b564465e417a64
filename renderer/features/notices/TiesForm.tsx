import { ActionIcon, Button, Group, Paper, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand, type VaultOutput } from '../../client/client'
import { useUnlockedSession } from '../../client/session'
import { Card } from '../../components/Card'
import { FailureAlert } from '../../components/FailureAlert'

type Ties = VaultOutput<'ties.get'>
type Person = Ties['people'][number]

/** A line of the list while it is edited: its number stays when others go. */
interface Line extends Person {
  readonly number: number
}

const maxPeople = 500
const maxEmployers = 100
const maxNames = 20
const maxNameChars = 300

interface TiesFormProps {
  readonly kept: Ties
}

/** The list is edited as a whole and saved as a whole: nobody else could have changed it meanwhile. */
export const TiesForm = ({ kept }: TiesFormProps) => {
  const { t } = useTranslation('notices')
  const { readOnly } = useUnlockedSession()
  const [people, setPeople] = useState<readonly Line[]>(() =>
    kept.people.map((person, number) => ({ ...person, number })),
  )
  const [employers, setEmployers] = useState<readonly string[]>(kept.employers)
  const [state, setState] = useState<'kept' | 'changed' | 'saved'>('kept')
  const save = useVaultCommand('ties.set', { quiet: true, onDone: () => setState('saved') })
  const hasUnnamed = people.some(({ name }) => name.trim() === '')
  const change = (next: readonly Line[]) => {
    setState('changed')
    setPeople(next)
  }
  const add = () =>
    change([
      ...people,
      { name: '', aliases: [], number: Math.max(-1, ...people.map(({ number }) => number)) + 1 },
    ])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (hasUnnamed) return
        save.mutate({
          people: people.map(({ name, aliases }) => ({ name: name.trim(), aliases })),
          employers: [...employers],
        })
      }}
    >
      <Stack gap="md">
        <Card title={t('ties.people')} hint={t('ties.emptyHint')}>
          {people.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('ties.noPeople')}
            </Text>
          )}
          {people.map((line, at) => (
            <PersonLine
              key={line.number}
              line={line}
              position={at + 1}
              isNew={state === 'changed' && at === people.length - 1 && line.name === ''}
              onChange={(next) =>
                change(people.map((other) => (other.number === line.number ? next : other)))
              }
              onRemove={() => change(people.filter(({ number }) => number !== line.number))}
            />
          ))}
          <Group>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={people.length >= maxPeople || readOnly !== null}
              onClick={add}
            >
              {t('ties.addPerson')}
            </Button>
          </Group>
        </Card>
        <Card title={t('ties.employers')} hint={t('ties.employersHint')}>
          <TagsInput
            aria-label={t('ties.employers')}
            value={[...employers]}
            maxTags={maxEmployers}
            maxLength={maxNameChars}
            acceptValueOnBlur
            onChange={(next) => {
              setState('changed')
              setEmployers(next)
            }}
          />
        </Card>
        <FailureAlert failure={save.error?.failure ?? null} />
        <Group gap="md">
          <Button
            type="submit"
            loading={save.isPending}
            disabled={state !== 'changed' || hasUnnamed || readOnly !== null}
          >
            {t('ties.save')}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {state === 'saved' && t('ties.saved')}
            {state === 'changed' && (hasUnnamed ? t('ties.nameMissing') : t('ties.unsaved'))}
          </Text>
        </Group>
      </Stack>
    </form>
  )
}

interface PersonLineProps {
  readonly line: Line
  readonly position: number
  readonly isNew: boolean
  readonly onChange: (line: Line) => void
  readonly onRemove: () => void
}

const PersonLine = ({ line, position, isNew, onChange, onRemove }: PersonLineProps) => {
  const { t } = useTranslation('notices')
  return (
    <Paper
      component="fieldset"
      withBorder
      p="sm"
      m={0}
      aria-label={t('ties.person', { number: position })}
    >
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <Group gap="sm" grow align="flex-start" flex={1}>
          <TextInput
            label={t('ties.name')}
            value={line.name}
            maxLength={maxNameChars}
            autoComplete="off"
            spellCheck={false}
            autoFocus={isNew}
            onChange={(event) => onChange({ ...line, name: event.currentTarget.value })}
          />
          <TagsInput
            label={t('ties.aliases')}
            value={line.aliases}
            placeholder={line.aliases.length === 0 ? t('ties.aliasesHint') : ''}
            maxTags={maxNames}
            maxLength={maxNameChars}
            acceptValueOnBlur
            onChange={(aliases) => onChange({ ...line, aliases })}
          />
        </Group>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('ties.removePerson', {
            name: line.name.trim() || t('ties.person', { number: position }),
          })}
          onClick={onRemove}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </Paper>
  )
}
