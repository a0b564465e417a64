import { compareBytes } from '../util/bytes'
import { z } from '../util/schema'
import type { CborValue } from './cbor'
import { bytesToId, type DeviceId, idToBytes } from './ledger-ids'
import { fixedBytes } from './wire'

/**
 * A 32-byte key, boxed to devices (docs/formats.md, "Part" and "Lockbox"):
 *
 *     boxes = [ [ device (32), box (80) ], … ]     ascending by device, none twice
 */
export interface DeviceBox {
  readonly device: DeviceId
  readonly box: Uint8Array
}

export const maxDeviceBoxes = 100
/** Ephemeral key, key and tag (32 + 32 + 16). */
const boxedKeyBytes = 80

type Wired = readonly [device: Uint8Array, box: Uint8Array]

/** One way to write them down. */
const byDevice = ([a]: Wired, [b]: Wired): number => compareBytes(a, b)

export const DeviceBoxesWire = z
  .array(z.tuple([fixedBytes(32), fixedBytes(boxedKeyBytes)]))
  .min(1)
  .max(maxDeviceBoxes)
  .refine((boxes) => boxes.every((box, i) => i === 0 || byDevice(boxes[i - 1] as Wired, box) < 0))

export const wireDeviceBoxes = (boxes: readonly DeviceBox[]): CborValue =>
  boxes.map(({ device, box }): Wired => [idToBytes(device), box]).sort(byDevice)

export const toDeviceBoxes = (wired: z.infer<typeof DeviceBoxesWire>): readonly DeviceBox[] =>
  wired.map(([device, box]) => ({ device: bytesToId<DeviceId>(device), box }))
