import { Stack, Textarea, TextInput } from '@mantine/core'
import type { Identity } from '../../shared/domain/person'

/** Nothing is known of who they are. */
export const noIdentity: Identity = { name: '', contact: '', pronouns: '' }

interface IdentityFieldsProps {
  readonly identity: Identity
  readonly labels: Readonly<Record<keyof Identity, string>>
  readonly onChange: (identity: Identity) => void
}

/** What somebody would like to be called, and how to reach them. */
export const IdentityFields = ({ identity, labels, onChange }: IdentityFieldsProps) => {
  const change = (part: Partial<Identity>) => onChange({ ...identity, ...part })
  return (
    <Stack gap="sm">
      <TextInput
        label={labels.name}
        value={identity.name}
        maxLength={300}
        autoComplete="off"
        data-autofocus
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Textarea
        label={labels.contact}
        value={identity.contact}
        maxLength={2_000}
        autosize
        minRows={2}
        maxRows={6}
        onChange={(event) => change({ contact: event.currentTarget.value })}
      />
      <TextInput
        label={labels.pronouns}
        value={identity.pronouns}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => change({ pronouns: event.currentTarget.value })}
      />
    </Stack>
  )
}
