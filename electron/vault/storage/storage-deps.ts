import type { SqlJsStatic } from 'sql.js'
import type { Bytes } from '../../../shared/util/bytes'
import type { Disk } from '../../platform/disk'
import type { DeriveSlotKey } from '../crypto/kdf'
import type { Witness } from './witness'

/** Everything that storage needs from outside. Nothing here is reached for otherwise. */
export interface StorageDeps {
  readonly disk: Disk
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly random: (lengthBytes: number) => Bytes
  /** Calls the task again and again until the answer is called. */
  readonly every: (intervalMs: number, task: () => void) => () => void
  readonly host: HostFacts
  readonly deriveSlotKey: DeriveSlotKey
  readonly witness: Witness
  /** From `loadSqlite`. */
  readonly sqlite: SqlJsStatic
}

export interface HostFacts {
  /** Stable on this machine, different on another; never stored as it is. */
  readonly machineId: string
  readonly pid: number
  readonly isProcessAlive: (pid: number) => boolean
}
