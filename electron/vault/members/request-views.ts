import type { RequestView } from '../../../shared/contracts/committee-views'
import { signaturesNeeded } from '../../../shared/domain/committee/device-rules'
import { employerCapOf } from '../../../shared/domain/committee/employer-cap'
import { signInsNeeded } from '../../../shared/domain/committee/joining-rules'
import {
  memberOf,
  pendingDeviceRequests,
  pendingJoinRequests,
  wholeView,
} from '../../../shared/domain/committee/selectors'
import type { DeviceRequest, JoinRequest, Vote } from '../../../shared/domain/committee/state'
import { fingerprintWords } from '../committee/fingerprint'
import type { UnlockedVault } from '../session/unlocked-vault'
import { decideHere } from './decide-here'
import { nameOf } from './member-names'

const signersOf = (vault: UnlockedVault, votes: readonly Vote[]): string[] => [
  ...new Set(votes.map(({ by }) => nameOf(vault.ledger.committee(), by))),
]

const mineIn = (
  vault: UnlockedVault,
  votes: readonly Vote[],
  command: Parameters<typeof decideHere>[1],
): RequestView['mine'] => {
  if (votes.some(({ by }) => by === vault.device.memberId)) return 'signed'
  const decided = decideHere(vault, command)
  // What the playbook refuses is shown as such; it is not somebody else's to sign.
  return decided.ok || isRefusedByCap(decided.error.code) ? 'may-sign' : 'not-mine'
}

/** Refused to everybody: no other member could sign it instead. */
export const isRefusedByCap = (code: string): boolean =>
  code === 'member/employer-cap' || code === 'device/too-many'

const viewJoin = (vault: UnlockedVault, { content, votes }: JoinRequest): RequestView => {
  const standing = employerCapOf(vault.ledger.committee(), content.employer)
  return {
    requestId: content.requestId as RequestView['requestId'],
    purpose: 'join',
    name: content.name,
    employer: content.employer,
    fingerprintWords: fingerprintWords(content.deviceId, content.boxKey),
    signedBy: signersOf(vault, votes),
    needed: votes[0]?.need ?? signInsNeeded(wholeView(vault.ledger.committee())),
    mine: mineIn(vault, votes, { do: 'sign-in', requestId: content.requestId }),
    mayDecline: decideHere(vault, { do: 'decline', requestId: content.requestId }).ok,
    employerCap:
      standing.answer === 'within' || standing.cap === null
        ? null
        : {
            employer: content.employer,
            members: standing.count,
            cap: standing.cap,
            refuses: standing.answer === 'refused',
          },
    namedIn: [],
  }
}

const viewDevice = (vault: UnlockedVault, { content, votes }: DeviceRequest): RequestView => {
  const committee = vault.ledger.committee()
  const member = memberOf(committee, content.memberId)
  const isSecond = content.purpose === 'second'
  return {
    requestId: content.requestId as RequestView['requestId'],
    purpose: isSecond ? 'second-device' : 'replacement-device',
    name: member?.name ?? '',
    employer: member?.employer ?? '',
    fingerprintWords: fingerprintWords(content.deviceId, content.boxKey),
    signedBy: signersOf(vault, votes),
    needed: votes[0]?.need ?? signaturesNeeded(wholeView(committee), content.purpose),
    mine: mineIn(vault, votes, { do: 'sign-device', requestId: content.requestId }),
    mayDecline: decideHere(vault, { do: 'decline-device', requestId: content.requestId }).ok,
    employerCap: null,
    namedIn: [],
  }
}

/** Everyone and everything that waits to be let in; who is named in cases is looked up apart. */
export const viewRequests = (vault: UnlockedVault): RequestView[] => [
  ...pendingJoinRequests(vault.ledger.committee()).map((request) => viewJoin(vault, request)),
  ...pendingDeviceRequests(vault.ledger.committee()).map((request) => viewDevice(vault, request)),
]
