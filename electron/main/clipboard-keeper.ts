/** The clipboard as a host offers it. Any of these may fail, for instance while the window is hidden. */
export interface Clipboard {
  read(): Promise<string>
  write(text: string): Promise<void>
}

export interface ClipboardKeeper {
  /** Puts text there and takes it away after a while, unless something else stands there by then. */
  copy(text: string, clearAfterMs: number): Promise<void>
  /** Takes away at once what is still ours. At lock and before the end. */
  clear(): Promise<void>
}

export interface ClipboardDeps {
  readonly clipboard: Clipboard
  /** @returns a function that cancels. */
  startTimer(afterMs: number, run: () => void): () => void
}

/** A clipboard that could not be read is asked again this much later: it must not keep our text. */
const retryMs = 2_000

export const createClipboardKeeper = ({
  clipboard,
  startTimer,
}: ClipboardDeps): ClipboardKeeper => {
  let ours: string | null = null
  let cancelTimer = (): void => {}

  const clear = async (): Promise<void> => {
    cancelTimer()
    const text = ours
    if (text === null) return
    try {
      const standing = await clipboard.read()
      if (standing === text) await clipboard.write('')
      if (ours === text) ours = null
    } catch {
      if (ours === text) cancelTimer = startTimer(retryMs, () => void clear())
    }
  }

  return {
    copy: async (text, clearAfterMs) => {
      cancelTimer()
      await clipboard.write(text)
      ours = text
      cancelTimer = startTimer(clearAfterMs, () => void clear())
    },
    clear,
  }
}
