import { CloseButton, Fieldset, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isRelayFine, type Relay } from './relay'
import { checkLines, relayScheme } from './server-lines'

interface RelayFieldsProps {
  /** Counted from 1. */
  readonly number: number
  readonly relay: Relay
  readonly showsErrors: boolean
  readonly isReadOnly: boolean
  readonly onChange: (relay: Relay) => void
  readonly onRemove: () => void
}

const maxChars = 512

export const RelayFields = ({
  number,
  relay,
  showsErrors,
  isReadOnly,
  onChange,
  onRemove,
}: RelayFieldsProps) => {
  const { t } = useTranslation('meeting')
  const trouble = checkLines(relay.urls, relayScheme)
  const error =
    trouble === null || trouble === 'wrong' ? t('servers.urlsWrong') : t(`servers.${trouble}`)
  return (
    <Fieldset legend={t('servers.relayNumber', { number })}>
      <Stack gap="sm">
        <Group align="flex-start" gap="xs" wrap="nowrap">
          <Textarea
            flex={1}
            label={t('servers.urls')}
            description={t('servers.urlsHint')}
            value={relay.urls}
            onChange={(event) => onChange({ ...relay, urls: event.currentTarget.value })}
            error={showsErrors && !isRelayFine(relay) ? error : undefined}
            maxRows={4}
            autosize
            readOnly={isReadOnly}
            spellCheck={false}
          />
          <CloseButton
            aria-label={t('servers.remove', { number })}
            disabled={isReadOnly}
            onClick={onRemove}
          />
        </Group>
        <Group grow align="flex-start" gap="sm">
          <TextInput
            label={t('servers.username')}
            value={relay.username}
            maxLength={maxChars}
            autoComplete="off"
            spellCheck={false}
            readOnly={isReadOnly}
            onChange={(event) => onChange({ ...relay, username: event.currentTarget.value })}
          />
          <TextInput
            label={t('servers.credential')}
            description={t('servers.credentialHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={relay.credential}
            maxLength={maxChars}
            autoComplete="off"
            spellCheck={false}
            readOnly={isReadOnly}
            onChange={(event) => onChange({ ...relay, credential: event.currentTarget.value })}
          />
        </Group>
      </Stack>
    </Fieldset>
  )
}
