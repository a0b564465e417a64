import type { Doc } from 'yjs'
import { createTextDoc, joinTextDoc, mergeTextUpdates } from '../../../shared/document'
import type { Failure, Result } from '../../../shared/errors/result'

export type TextState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'refused'

interface TextSessionOptions {
  /** The document as the vault has it. */
  readonly load: () => Promise<Result<{ readonly update: Uint8Array }, Failure>>
  /** Enters what was written; done when it is durable. */
  readonly send: (update: Uint8Array) => Promise<Result<unknown, Failure>>
  readonly onState: (state: TextState, failure: Failure | null) => void
}

export interface TextSession {
  readonly doc: Doc
  /** Reads the vault's document again and joins it with what is written here. */
  readonly refresh: () => Promise<void>
  /** Sends at once what was not sent yet. */
  readonly flush: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Typing is gathered for so long into one signed entry. */
const batchMs = 500
const retryMs = 2_000

/** What another attempt will not change. */
const finalCodes: readonly string[] = [
  'text/malformed-update',
  'text/too-large',
  'matter/not-to-be-acted-on',
  'case/unknown',
  'vault/read-only',
]

const fromVault = Symbol('from the vault')

/** One open text: a local document that is kept in step with the vault's, in both directions. */
export const createTextSession = ({ load, send, onState }: TextSessionOptions): TextSession => {
  const doc = createTextDoc()
  let unsent: Uint8Array[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  let isStopped = false

  const schedule = (delayMs: number): void => {
    if (timer !== undefined || isStopped) return
    timer = setTimeout(() => {
      timer = undefined
      void run()
    }, delayMs)
  }

  const sendOnce = async (): Promise<void> => {
    if (unsent.length === 0) return
    const update = mergeTextUpdates(unsent)
    unsent = []
    onState('saving', null)
    const result = await send(update).catch(() => ({
      ok: false as const,
      error: { code: 'internal/defect' },
    }))
    if (result.ok) {
      onState(unsent.length === 0 ? 'saved' : 'unsaved', null)
      // Written during the sending, whose own timer may have passed meanwhile.
      if (unsent.length > 0) schedule(batchMs)
      return
    }
    // Kept in front: later updates build on it.
    unsent = [update, ...unsent]
    if (finalCodes.includes(result.error.code)) {
      onState('refused', result.error)
      return
    }
    onState('failed', result.error)
    schedule(retryMs)
  }

  const run = (): Promise<void> => {
    running ??= sendOnce().finally(() => {
      running = null
    })
    return running
  }

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === fromVault) return
    unsent.push(update)
    onState('unsaved', null)
    schedule(batchMs)
  })

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (running !== null) await running
    await run()
  }

  return {
    doc,
    flush,
    refresh: async () => {
      const result = await load()
      if (isStopped) return
      const applied = result.ok ? joinTextDoc(doc, result.value.update, fromVault) : result
      if (!applied.ok) onState('failed', applied.error)
    },
    stop: async () => {
      await flush()
      isStopped = true
      clearTimeout(timer)
      doc.destroy()
    },
  }
}
