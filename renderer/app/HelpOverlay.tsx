import { Button, Group, Modal, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ShortcutList } from '../components/ShortcutList'
import { useHotkey } from '../hooks/use-hotkey'

/** F1: every key, and the way to the help page. */
export const HelpOverlay = () => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [isOpen, { toggle, close }] = useDisclosure(false)
  useHotkey('help', toggle)
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t('hotkeys.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <ShortcutList />
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              close()
              void navigate({ to: '/help' })
            }}
          >
            {t('hotkeys.moreHelp')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
