import { Group, Stack, Text } from '@mantine/core'
import classes from './code.module.css'
import { groupsOf } from './code-groups'
import { QrCode } from './QrCode'

interface CodeToTellProps {
  readonly code: string
  readonly label: string
  readonly qrLabel: string
  /** How to pass it on. */
  readonly hint: string
}

/** A code to be told in person, in groups, or read by a camera. */
export const CodeToTell = ({ code, label, qrLabel, hint }: CodeToTellProps) => (
  <Group align="flex-start" gap="lg">
    <QrCode text={code} label={qrLabel} />
    <Stack gap="sm" flex="1 1 14rem">
      <Text fw={600}>{label}</Text>
      <p className={classes.groups} translate="no">
        {groupsOf(code).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat and never move
          <span key={index}>{group}</span>
        ))}
      </p>
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
    </Stack>
  </Group>
)
