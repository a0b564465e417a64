import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog'

interface ConflictDialogProps {
  readonly onClose: () => void
  readonly onConfirm: () => void
}

/** Before a "conflict" of somebody who can open the case: it is erased here. */
export const ConflictDialog = ({ onClose, onConfirm }: ConflictDialogProps) => {
  const { t } = useTranslation(['notices', 'common'])
  return (
    <Dialog onClose={onClose} title={t('question.confirm.title')}>
      <Stack>
        <Text>{t('question.confirm.message')}</Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common:cancel')}
          </Button>
          <Button onClick={onConfirm}>{t('question.confirm.button')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
