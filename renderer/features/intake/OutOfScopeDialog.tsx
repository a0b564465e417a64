import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog'
import { useIntake } from './intake-context'

interface OutOfScopeDialogProps {
  readonly onClose: () => void
  readonly onConfirm: (sentTo: string) => void
  readonly isPending: boolean
}

/** R6: a call about something else. Only its time and where the caller was sent are kept. */
export const OutOfScopeDialog = ({ onClose, onConfirm, isPending }: OutOfScopeDialogProps) => {
  const { t } = useTranslation('intake')
  const { playbook } = useIntake()
  const [sentTo, setSentTo] = useState(t('outOfScope.desk'))
  return (
    <Dialog onClose={onClose} title={t('outOfScope.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onConfirm(sentTo.trim())
        }}
      >
        <Stack>
          <Text>{playbook.scope.outOfScopeAdvice}</Text>
          <TextInput
            label={t('outOfScope.sentTo')}
            value={sentTo}
            maxLength={300}
            data-autofocus
            autoComplete="off"
            onChange={(event) => setSentTo(event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            {t('outOfScope.kept')}
          </Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('outOfScope.goOn')}
            </Button>
            <Button type="submit" loading={isPending}>
              {t('outOfScope.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
