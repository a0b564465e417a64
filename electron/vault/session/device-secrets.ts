import { MemberId } from '../../../shared/domain/terms'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { type Bytes, bytesToHex, concatBytes } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { makeBoxKeys, makeSigningKeys, wipe } from '../crypto/keys'
import type { LocalDevice } from '../ledger/ledger-port'

/** The row of the vault's own settings that holds this device's keys. Never leaves the vault folder. */
export const deviceKey = 'device'

const bytesOf = (length: number) =>
  z.custom<Bytes>((value) => value instanceof Uint8Array && value.length === length)

const Stored = z.strictObject({
  memberId: MemberId,
  committeeSpace: z.string().regex(/^[0-9a-f]{32}$/),
  incarnation: z.number().int().min(0),
  signPublic: bytesOf(32),
  signSecret: bytesOf(64),
  boxPublic: bytesOf(32),
  boxSecret: bytesOf(32),
  former: z
    .array(
      z.strictObject({
        deviceId: z.string().regex(/^[0-9a-f]{64}$/),
        boxPublic: bytesOf(32),
        boxSecret: bytesOf(32),
      }),
    )
    .max(1_000),
})

const maxDeviceBytes = 262_144

export interface DeviceSecrets {
  readonly device: LocalDevice
  readonly committeeSpace: string
}

export const makeDevice = (memberId: MemberId): LocalDevice => ({
  memberId,
  incarnation: 0,
  signKeys: makeSigningKeys(),
  boxKeys: makeBoxKeys(),
  former: [],
})

/**
 * The device that takes an older one's place. It keeps the older one's box keys, to open what was
 * boxed to it, and nothing that signs for it.
 */
export const makeSuccessor = (older: LocalDevice): LocalDevice => ({
  ...makeDevice(older.memberId),
  incarnation: older.incarnation + 1,
  former: [
    ...older.former,
    {
      deviceId: bytesToHex(older.signKeys.publicKey),
      boxKeys: { ...older.boxKeys, secretKey: concatBytes(older.boxKeys.secretKey) },
    },
  ],
})

export const encodeDevice = ({ device, committeeSpace }: DeviceSecrets): Bytes =>
  encodeCbor({
    memberId: device.memberId,
    committeeSpace,
    incarnation: device.incarnation,
    signPublic: device.signKeys.publicKey,
    signSecret: device.signKeys.secretKey,
    boxPublic: device.boxKeys.publicKey,
    boxSecret: device.boxKeys.secretKey,
    former: device.former.map(({ deviceId, boxKeys }) => ({
      deviceId,
      boxPublic: boxKeys.publicKey,
      boxSecret: boxKeys.secretKey,
    })),
  })

/** Throws on anything else than what `encodeDevice` made: the store has authenticated these bytes. */
export const decodeDevice = (bytes: Uint8Array): DeviceSecrets => {
  const decoded = decodeCbor(bytes, maxDeviceBytes)
  if (!decoded.ok) throw new Error('the device row is not what was stored')
  const stored = Stored.parse(decoded.value)
  return {
    committeeSpace: stored.committeeSpace,
    device: {
      memberId: stored.memberId,
      incarnation: stored.incarnation,
      // Copies, so that wiping them at lock reaches the only bytes there are.
      signKeys: { publicKey: stored.signPublic, secretKey: concatBytes(stored.signSecret) },
      boxKeys: { publicKey: stored.boxPublic, secretKey: concatBytes(stored.boxSecret) },
      former: stored.former.map(({ deviceId, boxPublic, boxSecret }) => ({
        deviceId,
        boxKeys: { publicKey: boxPublic, secretKey: concatBytes(boxSecret) },
      })),
    },
  }
}

export const wipeDevice = (device: LocalDevice): void =>
  wipe(
    device.signKeys.secretKey,
    device.boxKeys.secretKey,
    ...device.former.map(({ boxKeys }) => boxKeys.secretKey),
  )
