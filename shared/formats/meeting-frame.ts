import { err, ok, type Result } from '../errors/result'
import { type Bytes, concatBytes } from '../util/bytes'
import { sealedOverheadBytes } from './image'

/**
 * What two vaults say to each other before they know each other (docs/meeting.md, "Messages").
 *
 * | message  | bytes | 0       | 1 | then                                                  |
 * |----------|-------|---------|---|-------------------------------------------------------|
 * | hello    | 66    | version | 1 | ephemeral X25519 key (32), authenticator (32)         |
 * | answer   | 202   | version | 2 | ephemeral X25519 key (32), sealed credentials (168)   |
 * | identity | 170   | version | 3 | sealed credentials (168)                              |
 * | ready    | 43    | version | 4 | header of the stream (24), its first message (17)     |
 *
 * Credentials are a device's Ed25519 key (32) and its signature (64). Every message has one length. All
 * versions keep the first byte.
 */
export const meetingVersion = 1

/** What a message of the stream has beside its content: libsodium's tag byte and authenticator. */
export const streamOverheadBytes = 17
export const streamHeaderBytes = 24
const deviceKeyBytes = 32
const signatureBytes = 64
const sealedCredentialsBytes = deviceKeyBytes + signatureBytes + sealedOverheadBytes

const layouts = {
  hello: { kind: 1, fields: { ephemeralKey: 32, mac: 32 } },
  answer: { kind: 2, fields: { ephemeralKey: 32, sealed: sealedCredentialsBytes } },
  identity: { kind: 3, fields: { sealed: sealedCredentialsBytes } },
  ready: { kind: 4, fields: { header: streamHeaderBytes, first: streamOverheadBytes } },
} as const

type Layouts = typeof layouts
export type HandshakeMessage = keyof Layouts
export type HandshakeFields<M extends HandshakeMessage> = {
  readonly [F in keyof Layouts[M]['fields']]: Uint8Array
}

export type HandshakeMessageFailure =
  /** Another message than the one that is due, or of no message's form. */
  | { readonly code: 'meeting/handshake-malformed' }
  /** The other program is newer, or someone on the way says so: nothing proves it. */
  | { readonly code: 'meeting/newer-version'; readonly version: number }

export const encodeHandshakeMessage = <M extends HandshakeMessage>(
  message: M,
  fields: HandshakeFields<M>,
): Bytes => {
  const { kind, fields: lengths } = layouts[message]
  const parts = Object.entries(lengths).map(([name, length]) => {
    const bytes = (fields as Record<string, Uint8Array>)[name]
    if (bytes?.length !== length) throw new Error(`a field ${name} of another length`)
    return bytes
  })
  return concatBytes(new Uint8Array([meetingVersion, kind]), ...parts)
}

/** The fields are copies: nothing that the carrier changes later changes them. */
export const parseHandshakeMessage = <M extends HandshakeMessage>(
  message: M,
  bytes: Uint8Array,
): Result<HandshakeFields<M>, HandshakeMessageFailure> => {
  const version = bytes[0]
  if (version !== undefined && version > meetingVersion) {
    return err({ code: 'meeting/newer-version', version })
  }
  const { kind, fields: lengths } = layouts[message]
  const fields: Record<string, Uint8Array> = {}
  let atByte = 2
  for (const [name, length] of Object.entries(lengths)) {
    fields[name] = concatBytes(bytes.subarray(atByte, atByte + length))
    atByte += length
  }
  const isSound = version === meetingVersion && bytes[1] === kind && bytes.length === atByte
  return isSound ? ok(fields as HandshakeFields<M>) : err({ code: 'meeting/handshake-malformed' })
}

export interface Credentials {
  /** An Ed25519 public key; it names the device. */
  readonly deviceKey: Uint8Array
  readonly signature: Uint8Array
}

export const encodeCredentials = ({ deviceKey, signature }: Credentials): Bytes =>
  concatBytes(deviceKey, signature)

/** @returns `null` when there are more bytes or fewer. */
export const parseCredentials = (bytes: Uint8Array): Credentials | null =>
  bytes.length === deviceKeyBytes + signatureBytes
    ? { deviceKey: bytes.subarray(0, deviceKeyBytes), signature: bytes.subarray(deviceKeyBytes) }
    : null
