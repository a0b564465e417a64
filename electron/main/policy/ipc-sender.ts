/** What an IPC event tells of its sender, as far as it decides. */
export interface Sender {
  /** `null` when the frame is gone: destroyed or navigated. */
  readonly frame: { readonly url: string; readonly isMainFrame: boolean } | null
  readonly contentsId: number
}

/** Only the one document of the UI window may call: no other window, no frame inside, no other page. */
export const isSenderTrusted = (
  sender: Sender,
  own: { readonly pageUrl: string; readonly contentsId: number },
): boolean =>
  sender.frame?.isMainFrame === true &&
  sender.contentsId === own.contentsId &&
  sender.frame.url === own.pageUrl
