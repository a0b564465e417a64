import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'

interface RowField<R> {
  readonly key: keyof R & string
  readonly label: string
  readonly maxLength: number
}

interface DraftRowsProps<R> {
  readonly rows: readonly R[]
  readonly onChange: (rows: R[]) => void
  readonly fields: readonly RowField<R>[]
  readonly empty: R
  readonly max: number
  readonly addLabel: string
  /** How a row is called when it is taken out, with its number. */
  readonly removeLabel: (number: number) => string
}

/** A short list of short lines, each with a few fields. */
export const DraftRows = <R extends Readonly<Record<string, string>>>({
  rows,
  onChange,
  fields,
  empty,
  max,
  addLabel,
  removeLabel,
}: DraftRowsProps<R>) => {
  const replace = (index: number, row: R) =>
    onChange(rows.map((other, at) => (at === index ? row : other)))
  return (
    <Stack gap="sm" align="stretch">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are edited in place and have no id yet
        <Group key={index} align="flex-end" wrap="nowrap" gap="xs">
          <Group grow flex={1} gap="xs" align="flex-end" preventGrowOverflow={false}>
            {fields.map((field) => (
              <TextInput
                key={field.key}
                label={field.label}
                value={row[field.key] ?? ''}
                maxLength={field.maxLength}
                autoComplete="off"
                onChange={(event) =>
                  replace(index, { ...row, [field.key]: event.currentTarget.value })
                }
              />
            ))}
          </Group>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={removeLabel(index + 1)}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={rows.length >= max}
          onClick={() => onChange([...rows, empty])}
        >
          {addLabel}
        </Button>
      </Group>
    </Stack>
  )
}
