import { List, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Playbook } from '../../../shared/domain/playbook'

export interface SectionProps {
  readonly playbook: Playbook
}

interface PartProps {
  readonly title: string
  readonly children: ReactNode
}

/** One heading of a section with what stands below it. */
export const Part = ({ title, children }: PartProps) => (
  <section>
    <Title order={2} size="h3" mb="xs">
      {title}
    </Title>
    <Stack gap="xs">{children}</Stack>
  </section>
)

/** Parts one below the other. */
export const Parts = ({ children }: { readonly children: ReactNode }) => (
  <Stack gap="xl">{children}</Stack>
)

interface ItemsProps {
  readonly items: readonly { readonly id: string; readonly text: string }[]
  readonly ordered?: boolean
}

export const Items = ({ items, ordered = false }: ItemsProps) => (
  <List type={ordered ? 'ordered' : 'unordered'} spacing={6}>
    {items.map(({ id, text }) => (
      <List.Item key={id}>{text}</List.Item>
    ))}
  </List>
)

interface TermsProps {
  readonly terms: readonly {
    readonly id: string
    readonly label: string
    readonly text: ReactNode
  }[]
}

/** A name and what it means, one below the other. */
export const Terms = ({ terms }: TermsProps) => (
  <Stack component="dl" gap="sm" m={0}>
    {terms.map(({ id, label, text }) => (
      <div key={id}>
        <Text component="dt" fw={600}>
          {label}
        </Text>
        <Text component="dd" m={0}>
          {text}
        </Text>
      </div>
    ))}
  </Stack>
)
