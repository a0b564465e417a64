import { EmptyState as MantineEmptyState } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly description?: ReactNode
  /** What a person would do next, as buttons. */
  readonly actions?: ReactNode
}

/** A list with nothing in it: says so, and what comes next. */
export const EmptyState = ({ icon, title, description, actions }: EmptyStateProps) => (
  <MantineEmptyState py="xl">
    {icon !== undefined && <MantineEmptyState.Indicator>{icon}</MantineEmptyState.Indicator>}
    <MantineEmptyState.Title>{title}</MantineEmptyState.Title>
    {description !== undefined && (
      <MantineEmptyState.Description>{description}</MantineEmptyState.Description>
    )}
    {actions !== undefined && <MantineEmptyState.Actions>{actions}</MantineEmptyState.Actions>}
  </MantineEmptyState>
)
