import type { Database } from 'sql.js'
import type { DeviceId } from '../../../shared/formats/ledger-ids'
import { type Bytes, hexToBytes } from '../../../shared/util/bytes'
import type { VaultStore } from '../storage/vault-store'
import type { LocalDevice } from './ledger-port'
import type { Spaces } from './spaces'
import type { StoreOp } from './store-op'

/** What the parts of a ledger share. */
export interface LedgerContext {
  readonly store: VaultStore<StoreOp>
  readonly db: Database
  readonly device: LocalDevice
  readonly deviceId: DeviceId
  readonly committeeSpace: string
  readonly spaces: Spaces
  readonly now: () => number
  /** Goes into every commit that drops what must leave the disk. */
  readonly owePurge: () => readonly StoreOp[]
}

/** The X25519 key that lockboxes for a device are sealed to; `null` for one that was never admitted. */
export const boxKeyOf = (ctx: LedgerContext, deviceId: string): Bytes | null => {
  if (deviceId === ctx.deviceId) return ctx.device.boxKeys.publicKey
  const known = ctx.spaces.committee().devices.find((one) => one.deviceId === deviceId)
  return known ? hexToBytes(known.boxKey) : null
}
