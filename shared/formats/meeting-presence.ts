import { type Bytes, bytesToHex } from '../util/bytes'
import { encodeHexField } from './hex-field'

/**
 * What a laptop shows of itself in the lobby of a room, before it is sealed (docs/meeting.md, "Presence"). Always 64 bytes:
 *
 * | at | bytes | what |
 * |----|-------|------|
 * | 0  | 1     | version |
 * | 1  | 32    | device, an Ed25519 public key |
 * | 33 | 31    | zero; a later version may say more |
 *
 * It proves nothing: whoever knows the room's secret can show any device.
 */
export interface Presence {
  readonly deviceId: string
}

export const presenceVersion = 1
const presenceBytes = 64
const deviceEnd = 33

export const encodePresence = ({ deviceId }: Presence): Bytes => {
  const bytes = new Uint8Array(presenceBytes)
  bytes[0] = presenceVersion
  const device = encodeHexField(deviceId)
  if (device.length !== deviceEnd - 1) throw new Error('not the name of a device')
  bytes.set(device, 1)
  return bytes
}

/** Reads later versions too, as far as it knows them. @returns `null` for anything else. */
export const parsePresence = (bytes: Uint8Array): Presence | null =>
  bytes.length === presenceBytes && (bytes[0] as number) >= presenceVersion
    ? { deviceId: bytesToHex(bytes.subarray(1, deviceEnd)) }
    : null
