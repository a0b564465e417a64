import { evolveCase } from '../../../shared/domain/case/evolve'
import type { CaseState } from '../../../shared/domain/case/state'
import { emptyCase } from '../../../shared/domain/case/state'
import { currentMembers, devicesOf, isLive } from '../../../shared/domain/committee/selectors'
import { foldMatter } from '../../../shared/domain/matter/fold'
import type { MatterState } from '../../../shared/domain/matter/state'
import { foldNotice } from '../../../shared/domain/notice/fold'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { CaseId, MemberId } from '../../../shared/domain/terms'
import type { SimVault } from './sim-vault'

/** What a vault makes of its spaces, by the folds of the domain. */
export const noticeIn = (vault: SimVault, space: string): NoticeState =>
  foldNotice(vault.ledger().entriesOf(space), vault.ledger().linksOf(space))

export const matterIn = (vault: SimVault, space: string): MatterState =>
  foldMatter(vault.ledger().entriesOf(space), vault.ledger().linksOf(space))

export const caseIn = (vault: SimVault, space: string): CaseState =>
  vault
    .ledger()
    .entriesOf(space)
    .reduce(evolveCase, emptyCase(space as CaseId))

export const membersIn = (vault: SimVault): readonly MemberId[] =>
  currentMembers(vault.ledger().committee()).map(({ memberId }) => memberId)

export const isLiveFor = (vault: SimVault, other: SimVault): boolean =>
  isLive(vault.ledger().committee(), other.deviceId)

export const liveDevicesOf = (vault: SimVault, memberId: MemberId): readonly string[] =>
  devicesOf(vault.ledger().committee(), memberId).map(({ deviceId }) => deviceId)
