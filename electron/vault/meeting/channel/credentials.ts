import { err, ok, type Result } from '../../../../shared/errors/result'
import { encodeCredentials, parseCredentials } from '../../../../shared/formats/meeting-frame'
import type { Bytes } from '../../../../shared/util/bytes'
import { type KeyPair, sign, verify, wipe } from '../../crypto/keys'
import { open, seal } from '../../crypto/seal'
import { deriveIdentityKey, type Role, signedByRole } from './key-schedule'

/** The run so far: its secret and everything that was said. */
export interface Run {
  readonly secret: Uint8Array
  readonly transcript: Uint8Array
}

export type CredentialsFailure =
  /** Sealed for another run: another room, committee, link or ephemeral key, or changed on the way. */
  | { readonly code: 'meeting/does-not-open' }
  /** Whoever sealed it knows the run and does not hold the device that they name. */
  | { readonly code: 'meeting/bad-signature' }

/** A device's key and signature over the run, which only the other side of this run can read. */
export const sealCredentials = (
  role: Role,
  run: Run,
  device: KeyPair,
  nonce: Uint8Array,
): Bytes => {
  const message = signedByRole(role, run.transcript, device.publicKey)
  const credentials = encodeCredentials({
    deviceKey: device.publicKey,
    signature: sign(device.secretKey, message),
  })
  const key = deriveIdentityKey(role, run.secret, run.transcript)
  const sealed = seal(key, credentials, run.transcript, nonce)
  wipe(key)
  return sealed
}

/** @returns the other side's Ed25519 key, which took part in this very run as this role. */
export const openCredentials = (
  role: Role,
  run: Run,
  sealed: Uint8Array,
): Result<Uint8Array, CredentialsFailure> => {
  const key = deriveIdentityKey(role, run.secret, run.transcript)
  const opened = open(key, sealed, run.transcript)
  wipe(key)
  const credentials = opened && parseCredentials(opened)
  if (!credentials) return err({ code: 'meeting/does-not-open' })
  const { deviceKey, signature } = credentials
  return verify(deviceKey, signedByRole(role, run.transcript, deviceKey), signature)
    ? ok(deviceKey)
    : err({ code: 'meeting/bad-signature' })
}
