import type { Bytes } from '../../../shared/util/bytes'
import { type Sodium, sodium } from './sodium'

/**
 * libsodium's `crypto_secretstream_xchacha20poly1305`: messages of one direction, in order, none left out,
 * repeated or cut, the last of them marked. A message takes 17 bytes more than its content.
 */
export interface SealingStream {
  /** 24 random bytes, not secret, which the other side needs first. */
  readonly header: Bytes
  readonly seal: (message: Uint8Array, isLast: boolean, associatedData?: Uint8Array) => Bytes
  readonly wipe: () => void
}

export interface OpenedMessage {
  readonly message: Bytes
  readonly isLast: boolean
}

export interface OpeningStream {
  /** @returns `null` when this is not, byte for byte, the message that comes next. */
  readonly open: (sealed: Uint8Array, associatedData?: Uint8Array) => OpenedMessage | null
  readonly wipe: () => void
}

/** `crypto_secretstream_xchacha20poly1305_state`: key (32), nonce (12), padding (8). */
const stateBytes = 52

type StateAddress = ReturnType<Sodium['crypto_secretstream_xchacha20poly1305_init_pull']>

/**
 * A state is a place in libsodium's WebAssembly memory, a number whatever its declared type says, and
 * the library never gives it back.
 */
const holdState = (address: StateAddress) => {
  let held: StateAddress | null = address
  return {
    get: (): StateAddress => {
      if (held === null) throw new Error('a stream was used after it was wiped')
      return held
    },
    wipe: (): void => {
      if (held === null) return
      const { libsodium } = sodium as unknown as {
        libsodium: { HEAPU8: Uint8Array; _free: (address: number) => void }
      }
      const at = held as unknown as number
      libsodium.HEAPU8.fill(0, at, at + stateBytes)
      libsodium._free(at)
      held = null
    },
  }
}

/** The caller wipes the key, and wipes the stream when it has ended. */
export const startSealing = (key: Uint8Array): SealingStream => {
  const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key)
  const { get, wipe } = holdState(state)
  return {
    header: header as Bytes,
    seal: (message, isLast, associatedData) =>
      sodium.crypto_secretstream_xchacha20poly1305_push(
        get(),
        message,
        associatedData ?? null,
        isLast
          ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
          : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
      ) as Bytes,
    wipe,
  }
}

/** The caller wipes the key, and wipes the stream when it has ended. */
export const startOpening = (key: Uint8Array, header: Uint8Array): OpeningStream => {
  const { get, wipe } = holdState(
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key),
  )
  return {
    open: (sealed, associatedData) => {
      const state = get()
      if (sealed.length < sodium.crypto_secretstream_xchacha20poly1305_ABYTES) return null
      const opened = sodium.crypto_secretstream_xchacha20poly1305_pull(
        state,
        sealed,
        associatedData ?? null,
      )
      if (opened === false) return null
      const isLast = opened.tag === sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
      const isKnown =
        isLast || opened.tag === sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
      return isKnown ? { message: opened.message as Bytes, isLast } : null
    },
    wipe,
  }
}
