import type { BrowserWindow, Dialog, Shell } from 'electron'
import texts from '../../resources/locales/en/shell.json'
import { parseExternalLink } from './policy/external-links'

/** The one way out: a link that a person confirmed, opened by the desktop. */
export const openLink = async (
  { dialog, shell }: { readonly dialog: Dialog; readonly shell: Shell },
  window: BrowserWindow,
  text: string,
): Promise<void> => {
  const link = parseExternalLink(text)
  if (!link.ok) return
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: texts.link.question.replace('{{target}}', link.value.target),
    detail: texts.link.detail,
    buttons: [texts.link.cancel, texts.link.open],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  if (response === 1) await shell.openExternal(link.value.url)
}
