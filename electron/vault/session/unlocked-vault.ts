import type { VaultEvent } from '../../../shared/contracts/vault'
import type { MatterState } from '../../../shared/domain/matter/state'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { CaseStates } from '../cases/case-states'
import type { Ledger, LocalDevice } from '../ledger/ledger-port'
import type { StoreOp } from '../ledger/store-op'
import type { SpaceStates } from '../notices/notice-states'
import type { VaultStore } from '../storage/vault-store'
import type { CaseTexts } from '../texts/case-texts'

/** What the handlers of an unlocked vault work with. It ends at lock, and everything in it is wiped. */
export interface UnlockedVault {
  readonly store: VaultStore<StoreOp>
  readonly device: LocalDevice
  /** The public key that names this device. */
  readonly ownDeviceId: string
  readonly committeeSpace: string
  readonly ledger: Ledger
  readonly cases: CaseStates
  readonly notices: SpaceStates<NoticeState>
  readonly matters: SpaceStates<MatterState>
  readonly texts: CaseTexts
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
}
