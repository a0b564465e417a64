import { createJsonCodec } from '../../../shared/contracts/json-codec'
import type { Port } from '../../../shared/contracts/ports'
import { err, ok, type Result } from '../../../shared/errors/result'
import { z } from '../../../shared/util/schema'
import { nodeBase64 } from '../node-base64'
import { createOutbox } from './outbox'
import type { BindingSource } from './page-binding'

export interface SyncBinding {
  /** Main's end of the channel to the page. */
  readonly port: Port
  /** Answers one text of the page with one text. Never throws. */
  answer(source: BindingSource, text: unknown): Promise<string>
  /** The page is gone: the channel is closed from its side. */
  end(): void
}

export interface SyncBindingDeps {
  readonly pageUrl: string
  /** Where the page finds the vault's channel (`LinkServer`). */
  linkUrl(): Promise<string>
  /** Told every text that goes to the page or comes from it. */
  onText(text: string): void
}

/** An answer about the page itself takes a few hundred characters. */
const maxTextChars = 65_536
const maxWaiting = 200

const Message = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('events') }),
  z.strictObject({ to: z.literal('link') }),
  z.strictObject({ to: z.literal('host'), message: z.unknown() }),
])

/** The host's end of the sync page's one function, as a port. There is nothing else to call but where the other port is. */
export const createSyncBinding = ({ pageUrl, linkUrl, onText }: SyncBindingDeps): SyncBinding => {
  const codec = createJsonCodec(nodeBase64)
  const outbox = createOutbox<unknown>(maxWaiting)
  let listener: (message: unknown) => void = () => {}
  let tellClosed = (): void => {}
  let isOpen = true

  const answerText = async (text: unknown): Promise<Result<string | null> | readonly unknown[]> => {
    const refused = err({ code: 'contract/invalid-input', path: '' })
    if (typeof text !== 'string' || text.length > maxTextChars) return refused
    onText(text)
    const decoded = codec.decode(text)
    const message = Message.safeParse(decoded.ok ? decoded.value : null)
    if (!message.success) return refused
    if (message.data.to === 'events') return outbox.take()
    if (message.data.to === 'link') return ok(await linkUrl())
    if (isOpen) listener(message.data.message)
    return ok(null)
  }

  return {
    port: {
      post: (message) => {
        if (isOpen) outbox.put(message)
      },
      on: (given) => {
        listener = given
      },
      onClose: (given) => {
        tellClosed = given
      },
      close: () => {
        isOpen = false
      },
    },
    answer: async (source, text) => {
      const isTrusted = source.isMainFrame && source.url === pageUrl
      const answer = isTrusted ? await answerText(text) : err({ code: 'host/sender-refused' })
      const encoded = codec.encode(answer)
      onText(encoded)
      return encoded
    },
    end: () => {
      if (!isOpen) return
      isOpen = false
      tellClosed()
    },
  }
}
