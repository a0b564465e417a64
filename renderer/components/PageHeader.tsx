import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface PageHeaderProps {
  readonly title: ReactNode
  /** One line below the title. */
  readonly description?: ReactNode
  /** Beside the title: states, as badges. */
  readonly badges?: ReactNode
  /** On the right: what can be done here. */
  readonly actions?: ReactNode
}

/** The one `h1` of a page, with what can be done there. */
export const PageHeader = ({ title, description, badges, actions }: PageHeaderProps) => (
  <Group component="header" justify="space-between" align="flex-start" gap="md" mb="lg">
    <Stack gap={4} flex="1 1 16rem" miw={0}>
      <Group gap="sm">
        <Title order={1}>{title}</Title>
        {badges}
      </Group>
      {description !== undefined && (
        <Text c="dimmed" maw="44rem">
          {description}
        </Text>
      )}
    </Stack>
    {actions !== undefined && (
      <Group gap="xs" className="no-print">
        {actions}
      </Group>
    )}
  </Group>
)
