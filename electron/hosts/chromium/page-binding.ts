import { createJsonCodec } from '../../../shared/contracts/json-codec'
import type { ShellEvent } from '../../../shared/contracts/shell'
import type { VaultEvent } from '../../../shared/contracts/vault'
import { err, type Result } from '../../../shared/errors/result'
import { z } from '../../../shared/util/schema'
import { nodeBase64 } from '../node-base64'
import { createOutbox } from './outbox'

/** Who called the function on the page, as Playwright tells it. */
export interface BindingSource {
  readonly isMainFrame: boolean
  readonly url: string
}

export interface PageBinding {
  /** Answers one text of the page with one text. Never throws. */
  answer(source: BindingSource, text: unknown): Promise<string>
  tell(event: PageEvent): void
}

export type PageEvent =
  | { readonly from: 'vault'; readonly event: VaultEvent }
  | { readonly from: 'shell'; readonly event: ShellEvent }

export interface BindingDeps {
  readonly pageUrl: string
  callVault(row: string, input: unknown): Promise<Result<unknown>>
  callShell(row: string, input: unknown): Promise<Result<unknown>>
}

/** The largest text edit, 1 MiB, as base64, with room for what is around it. */
const maxTextChars = 4_194_304

/** A fresh page reads everything anew. */
const maxUnheard = 200

const Message = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('events') }),
  z.strictObject({ to: z.enum(['vault', 'shell']), row: z.string(), input: z.unknown() }),
])

/** The host's end of the page's one function: checks who calls, then what is called. */
export const createPageBinding = (deps: BindingDeps): PageBinding => {
  const codec = createJsonCodec(nodeBase64)
  const events = createOutbox<PageEvent>(maxUnheard)

  const answerMessage = (text: string): Promise<unknown> => {
    const decoded = codec.decode(text)
    const message = Message.safeParse(decoded.ok ? decoded.value : null)
    if (!message.success) {
      return Promise.resolve(err({ code: 'contract/invalid-input', path: '' }))
    }
    if (message.data.to === 'events') return events.take()
    const { to, row, input } = message.data
    return to === 'vault' ? deps.callVault(row, input) : deps.callShell(row, input)
  }

  return {
    answer: async (source, text) => {
      if (!source.isMainFrame || source.url !== deps.pageUrl) {
        return codec.encode(err({ code: 'host/sender-refused' }))
      }
      if (typeof text !== 'string' || text.length > maxTextChars) {
        return codec.encode(err({ code: 'contract/invalid-input', path: '' }))
      }
      return codec.encode(await answerMessage(text))
    },
    tell: events.put,
  }
}
