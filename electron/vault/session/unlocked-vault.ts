import type { VaultEvent } from '../../../shared/contracts/vault'
import type { CaseStates } from '../cases/case-states'
import type { Ledger, LocalDevice } from '../ledger/ledger-port'
import type { StoreOp } from '../ledger/store-ops'
import type { VaultStore } from '../storage/vault-store'
import type { CaseTexts } from '../texts/case-texts'

/** What the handlers of an unlocked vault work with. It ends at lock, and everything in it is wiped. */
export interface UnlockedVault {
  readonly store: VaultStore<StoreOp>
  readonly device: LocalDevice
  readonly ledger: Ledger
  readonly cases: CaseStates
  readonly texts: CaseTexts
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
}
