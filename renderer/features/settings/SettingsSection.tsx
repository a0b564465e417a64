import { Paper, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

interface SettingsSectionProps {
  readonly title: string
  readonly children: ReactNode
}

export const SettingsSection = ({ title, children }: SettingsSectionProps) => {
  const id = useId()
  return (
    <Paper component="section" withBorder p="lg" aria-labelledby={id}>
      <Title order={2} id={id} mb="md">
        {title}
      </Title>
      {children}
    </Paper>
  )
}
