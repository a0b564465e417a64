import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface PersonLineProps {
  readonly name: ReactNode
  readonly detail?: ReactNode
  /** What can be done about them. */
  readonly children?: ReactNode
}

/** A member in a list of the access panel. */
export const PersonLine = ({ name, detail, children }: PersonLineProps) => (
  <Group component="li" justify="space-between" gap="sm" wrap="nowrap">
    <div>
      <Text component="div">{name}</Text>
      {detail !== undefined && (
        <Text component="div" size="sm" c="dimmed">
          {detail}
        </Text>
      )}
    </div>
    {children}
  </Group>
)
