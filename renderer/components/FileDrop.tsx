import { Button, FileButton, Group, Paper, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import classes from './FileDrop.module.css'

/** A file that was chosen or dropped, read whole. */
export interface DroppedFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}

interface FileDropProps {
  readonly label: string
  /** Beside the button: what kind of file belongs here. */
  readonly hint: string
  readonly onFile: (file: DroppedFile) => void
  readonly onUnreadable: () => void
  readonly disabled?: boolean
  readonly loading?: boolean
}

/** Takes one file, by a button or by dropping it here. The page reads it; no path is known. */
export const FileDrop = ({
  label,
  hint,
  onFile,
  onUnreadable,
  disabled = false,
  loading = false,
}: FileDropProps) => {
  const [isOver, setIsOver] = useState(false)
  const read = (file: File | null | undefined) => {
    if (file === null || file === undefined || disabled) return
    file
      .arrayBuffer()
      .then(
        (buffer) => onFile({ fileName: file.name, bytes: new Uint8Array(buffer) }),
        onUnreadable,
      )
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(!disabled)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    read(event.dataTransfer.files.item(0))
  }
  return (
    <Paper
      className={classes.drop ?? ''}
      mod={{ over: isOver }}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Group gap="md">
        <FileButton onChange={read} disabled={disabled}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={loading}
              leftSection={<IconFileImport size={16} aria-hidden />}
            >
              {label}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed" flex="1 1 14rem">
          {hint}
        </Text>
      </Group>
    </Paper>
  )
}
