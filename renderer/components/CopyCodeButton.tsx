import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { callShell, toFailureError, useClient } from '../client/client'
import { showFailure } from './failure-toast'

/** Long enough to paste into another program. */
const clipboardMs = 30_000

/** Copies a code; the clipboard is cleared soon after. */
export const CopyCodeButton = ({ code }: { readonly code: string }) => {
  const { t, i18n } = useTranslation()
  const bridge = useClient()
  const copy = () =>
    void callShell(bridge, 'shell.copy', { text: code, clearAfterMs: clipboardMs }).catch(
      (thrown: unknown) => showFailure(i18n, toFailureError(thrown).failure),
    )
  return (
    <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
      {t('copyCode', { seconds: clipboardMs / 1_000 })}
    </Button>
  )
}
