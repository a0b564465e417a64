import { Button, type ButtonProps, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { plainHeader } from './Dialog'

interface ConfirmButtonProps extends ButtonProps {
  readonly children: ReactNode
  /** The question, as the dialog's title. */
  readonly title: string
  /** What happens, and what cannot be undone. */
  readonly message: ReactNode
  readonly confirmLabel: string
  readonly onConfirm: () => void
  /** A word that must be typed first, for what can never be undone. */
  readonly typeToConfirm?: string
}

/** Asks before what cannot be undone. For everything else prefer an undo toast. */
export const ConfirmButton = ({
  children,
  title,
  message,
  confirmLabel,
  onConfirm,
  typeToConfirm,
  ...buttonProps
}: ConfirmButtonProps) => {
  const { t } = useTranslation()
  const [isOpen, { open, close }] = useDisclosure(false)
  const [typed, setTyped] = useState('')
  const formId = useId()
  const isAllowed = typeToConfirm === undefined || typed.trim() === typeToConfirm
  const closeAndForget = () => {
    setTyped('')
    close()
  }
  return (
    <>
      <Button {...buttonProps} onClick={open}>
        {children}
      </Button>
      <Modal
        opened={isOpen}
        onClose={closeAndForget}
        title={title}
        closeButtonProps={{ 'aria-label': t('close') }}
        attributes={plainHeader}
      >
        <form
          id={formId}
          onSubmit={(event) => {
            event.preventDefault()
            if (!isAllowed) return
            closeAndForget()
            onConfirm()
          }}
        >
          <Stack>
            <Text component="div">{message}</Text>
            {typeToConfirm !== undefined && (
              <TextInput
                label={t('typeToConfirm', { word: typeToConfirm })}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                data-autofocus
                autoComplete="off"
              />
            )}
            <Group justify="flex-end" gap="sm">
              <Button
                variant="default"
                onClick={closeAndForget}
                {...(typeToConfirm === undefined ? { 'data-autofocus': true } : {})}
              >
                {t('cancel')}
              </Button>
              <Button type="submit" color="red" disabled={!isAllowed}>
                {confirmLabel}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
