import { Badge, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../shared/contracts/views'
import { Card } from '../../components/Card'
import { useFormats } from '../../hooks/formats'
import { useOpenCase } from './case-context'
import { useCaseCommand } from './use-case-command'

export const TasksCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const open = caseFile.tasks.filter((task) => task.doneAtMs === null)
  const done = caseFile.tasks.filter((task) => task.doneAtMs !== null)
  return (
    <Card title={t('tasks.title')}>
      {caseFile.tasks.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('tasks.empty')}
        </Text>
      )}
      <Stack gap="sm">
        {[...open, ...done].map((task) => (
          <Task key={task.taskId} task={task} />
        ))}
      </Stack>
      {!isReadOnly && <AddTask />}
    </Card>
  )
}

const Task = ({ task }: { readonly task: TaskView }) => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  const { caseFile, isReadOnly } = useOpenCase()
  const complete = useCaseCommand('case.completeTask', caseFile.caseId)
  const isDone = task.doneAtMs !== null
  return (
    <Checkbox
      checked={isDone}
      disabled={isReadOnly || complete.isPending}
      onChange={(event) => complete.run({ taskId: task.taskId, done: event.currentTarget.checked })}
      label={
        <Group gap={8} component="span">
          <Text component="span" size="sm" fw={500} td={isDone ? 'line-through' : ''}>
            {task.title}
          </Text>
          {task.kind !== 'general' && (
            <Badge size="sm" color="gray" component="span">
              {t(`tasks.kind.${task.kind}`)}
            </Badge>
          )}
        </Group>
      }
      description={[
        task.detail,
        task.doneAtMs === null
          ? t('byLine', {
              by: task.provenance.by,
              time: formats.dateTime(task.provenance.atMs),
            })
          : t('tasks.doneAt', { time: formats.dateTime(task.doneAtMs) }),
      ]
        .filter((text) => text !== '')
        .join(' · ')}
    />
  )
}

const AddTask = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const [title, setTitle] = useState('')
  const add = useCaseCommand('case.addTask', caseFile.caseId)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim() !== '') add.run({ title: title.trim(), detail: '' }, () => setTitle(''))
      }}
    >
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          label={t('tasks.add')}
          value={title}
          maxLength={300}
          autoComplete="off"
          flex={1}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={title.trim() === ''}
          loading={add.isPending}
        >
          {t('add')}
        </Button>
      </Group>
    </form>
  )
}
