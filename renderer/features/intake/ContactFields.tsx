import { Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Identity } from '../../../shared/domain/person'

export const noContact: Identity = { name: '', contact: '', pronouns: '' }

export const hasContact = (contact: Identity): boolean =>
  contact.name.trim() !== '' || contact.contact.trim() !== ''

interface ContactFieldsProps {
  readonly contact: Identity
  readonly onChange: (contact: Identity) => void
}

/** R26: all that a call-taker with a conflict takes down. */
export const ContactFields = ({ contact, onChange }: ContactFieldsProps) => {
  const { t } = useTranslation('intake')
  const change = (part: Partial<Identity>) => onChange({ ...contact, ...part })
  return (
    <Stack gap="sm">
      <TextInput
        label={t('conflict.name')}
        value={contact.name}
        maxLength={300}
        autoComplete="off"
        data-autofocus
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t('conflict.contact')}
        value={contact.contact}
        maxLength={2_000}
        autosize
        minRows={2}
        maxRows={6}
        onChange={(event) => change({ contact: event.currentTarget.value })}
      />
      <TextInput
        label={t('conflict.pronouns')}
        value={contact.pronouns}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => change({ pronouns: event.currentTarget.value })}
      />
    </Stack>
  )
}
