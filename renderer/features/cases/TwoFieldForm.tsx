import { Button, Group, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'

interface FormField {
  readonly label: string
  readonly maxLength: number
}

interface TwoFieldFormProps {
  /** Must not stay empty. */
  readonly first: FormField
  readonly second: FormField
  readonly addLabel: string
  readonly isPending: boolean
  readonly onAdd: (first: string, second: string, clear: () => void) => void
}

/** A line to add to a short list. */
export const TwoFieldForm = ({ first, second, addLabel, isPending, onAdd }: TwoFieldFormProps) => {
  const [one, setOne] = useState('')
  const [two, setTwo] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (one.trim() === '') return
        onAdd(one.trim(), two.trim(), () => {
          setOne('')
          setTwo('')
        })
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          label={first.label}
          maxLength={first.maxLength}
          value={one}
          autoComplete="off"
          flex="1 1 10rem"
          onChange={(event) => setOne(event.currentTarget.value)}
        />
        <TextInput
          label={second.label}
          maxLength={second.maxLength}
          value={two}
          autoComplete="off"
          flex="1 1 10rem"
          onChange={(event) => setTwo(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={one.trim() === ''}
          loading={isPending}
        >
          {addLabel}
        </Button>
      </Group>
    </form>
  )
}
