import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../client/client'
import { FailureAlert } from './FailureAlert'
import { RecoveryKeyInput } from './RecoveryKeyInput'

interface ConfirmRecoveryDialogProps {
  readonly onClose: () => void
}

/** Typing the recovery key back, later than at the founding. */
export const ConfirmRecoveryDialog = ({ onClose }: ConfirmRecoveryDialogProps) => {
  const { t } = useTranslation()
  const [recoveryKey, setRecoveryKey] = useState('')
  const confirm = useVaultCommand('vault.confirmRecoveryKey', { onDone: onClose, quiet: true })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate({ recoveryKey })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('recovery.dialogTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('recovery.dialogMessage')}</Text>
          <RecoveryKeyInput value={recoveryKey} onChange={setRecoveryKey} autoFocus />
          <FailureAlert failure={confirm.error?.failure ?? null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={confirm.isPending} disabled={recoveryKey.trim() === ''}>
              {t('recovery.check')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
