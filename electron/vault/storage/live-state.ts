import type { Database } from 'sql.js'
import type { HeaderBody } from '../../../shared/formats/header'
import type { Bytes } from '../../../shared/util/bytes'
import type { DiskFile } from '../../platform/disk'
import type { ReadOnlyReason } from './failures'
import type { VaultKeys } from './header-file'
import type { JournalHead } from './journal-file'
import type { VaultLock } from './vault-lock'

/** What opening or creating hands over. The store owns all of it from then on. */
export interface LiveState {
  readonly folder: string
  readonly keys: VaultKeys
  readonly db: Database
  header: HeaderBody
  generation: number
  highestGeneration: number
  imageFileBytes: number
  /** `null` while there is nothing to write on; the store is read-only then. */
  journal: { head: JournalHead; file: DiskFile } | null
  /** An unfinished write stands behind the journal's end, and is cut off before the next. */
  isTailTorn: boolean
  sequence: number
  headHash: Bytes
  readOnly: ReadOnlyReason | null
  /** `null` where the folder could not be locked; the store is read-only then. */
  readonly lock: VaultLock | null
  /** The next compaction keeps copies of what an older version of the app had written. */
  owesCopies: boolean
}
