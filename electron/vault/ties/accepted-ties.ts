import type { CaseState } from '../../../shared/domain/case/state'
import { wordsOfTie } from '../../../shared/domain/matching/ties'
import { CaseId } from '../../../shared/domain/terms'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { z } from '../../../shared/util/schema'
import type { StoreOp } from '../ledger/store-op'
import { memberNames } from '../members/member-names'
import { readLocalBytes } from '../session/local-settings'
import type { UnlockedVault } from '../session/unlocked-vault'
import { checkCaseAgainstTies } from './consult-ties'
import { getTies } from './ties-store'

const acceptedKey = 'accepted-ties'
const maxAcceptedBytes = 2_000_000

const Accepted = z.array(CaseId)

/** Cases that this member opened although a tie may be in them. Goes to no other laptop. */
export const readAcceptedTies = (vault: UnlockedVault): ReadonlySet<CaseId> => {
  const bytes = readLocalBytes(vault.store.db, acceptedKey)
  const decoded = bytes && decodeCbor(bytes, maxAcceptedBytes)
  const parsed = decoded?.ok ? Accepted.safeParse(decoded.value) : null
  return new Set(parsed?.success ? parsed.data : [])
}

export const acceptTies = (vault: UnlockedVault, caseId: CaseId): StoreOp => ({
  op: 'put-local',
  key: acceptedKey,
  value: encodeCbor([...readAcceptedTies(vault), caseId].sort()),
})

/** The member's own ties, in their own words, that may be among the people of a case; never who matched. */
export const tiesIn = (vault: UnlockedVault, state: CaseState): string[] => {
  const ties = getTies(vault)
  const checked = checkCaseAgainstTies(vault, state)
  if (!ties.ok || !checked.ok) return []
  const own = memberNames(vault.ledger.committee(), vault.device.memberId)
  return checked.value.ties.map((tie) => wordsOfTie(ties.value, own, tie))
}
