import { err, ok, type Result } from '../../../shared/errors/result'
import type { KdfParams } from '../../../shared/formats/header'
import { type Bytes, bytesToHex, utf8 } from '../../../shared/util/bytes'
import type { DeriveSlotKey } from '../crypto/kdf'
import { randomBytes, wipe } from '../crypto/keys'
import { pad } from '../crypto/pad'
import { seal } from '../crypto/seal'
import {
  encodeHandoffClear,
  type HandoffContent,
  handoffBlockBytes,
  handoffPassphraseToBytes,
} from './handoff-file'

/** Stands in the built page where the sealed data go. */
export const handoffPlaceholder = '__SEALED__'

/** What a browser opens in a moment; far above the texts of a case. */
export const maxHandoffContentBytes = 16_777_216

export interface HandoffDeps {
  /** The built page (`out/handoff/page.html`): all of the package but the sealed data. */
  readonly page: string
  readonly derive: DeriveSlotKey
  /** Its memory has to be had in the browser of whoever opens it. */
  readonly kdf: KdfParams
}

export interface HandoffTooLarge {
  readonly code: 'handoff/too-large'
  readonly limitBytes: number
}

/** R29: one HTML file that opens offline, with the passphrase, and shows the content. */
export const makeHandoff = async (
  { title, sections }: HandoffContent,
  passphrase: string,
  deps: HandoffDeps,
): Promise<Result<Bytes, HandoffTooLarge>> => {
  const pieces = deps.page.split(handoffPlaceholder)
  if (pieces.length !== 2) throw new Error('the page of the hand-off has one place for its data')
  const content = utf8(JSON.stringify({ title, sections }))
  if (content.length > maxHandoffContentBytes) {
    return err({ code: 'handoff/too-large', limitBytes: maxHandoffContentBytes })
  }
  const kdf = { ...deps.kdf, salt: randomBytes(16) }
  const secret = handoffPassphraseToBytes(passphrase)
  const key = await deps.derive({ ...kdf, passphrase: secret })
  const padded = pad(content, handoffBlockBytes)
  const clear = encodeHandoffClear(kdf)
  const sealed = Buffer.concat([clear, seal(key, padded, clear)])
  wipe(secret, key, content, padded)
  return ok(utf8(pieces.join(sealed.toString('base64'))))
}

/** Neutral: it names neither a person nor a case. */
export const handoffFileName = (): string => `sealed-${bytesToHex(randomBytes(4))}.html`
