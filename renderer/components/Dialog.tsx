import { Modal, type ModalProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A dialog's own header is not the page's: without this it counts as a second banner. */
export const plainHeader = { header: { role: 'presentation' } } as const

interface DialogProps extends Pick<ModalProps, 'title' | 'size' | 'children'> {
  readonly onClose: () => void
}

/** A dialog for as long as it is on screen: its caller decides whether it is there at all. */
export const Dialog = ({ onClose, title, children, size = 'md' }: DialogProps) => {
  const { t } = useTranslation('common')
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('close') }}
      attributes={plainHeader}
    >
      {children}
    </Modal>
  )
}
