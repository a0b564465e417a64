import type {
  LastSeenView,
  MeetingView,
  PresentView,
  UnsyncedView,
} from '../../../shared/contracts/meeting-views'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { authorOf, currentMembers, isLive } from '../../../shared/domain/committee/selectors'
import type { CaseId, MemberId } from '../../../shared/domain/terms'
import { nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'
import type { PeerProgress } from './exchange-ports'
import { readMetAtMs } from './last-seen'
import type { RunningMeeting } from './running-meeting'

type Running = NonNullable<MeetingView['meeting']>
type Remaining = Running['total']

/** Spaces that are listed at most: a first sync lacks all of them, and a list is read by a person. */
export const maxUnsyncedListed = 200

const noneLeft: Omit<Remaining, 'secondsLeft'> = {
  entriesToSend: 0,
  bytesToSend: 0,
  entriesToReceive: 0,
  bytesToReceive: 0,
}

const leftOf = (peer: PeerProgress): Omit<Remaining, 'secondsLeft'> => ({
  entriesToSend: peer.entriesToSend,
  bytesToSend: peer.bytesToSend,
  entriesToReceive: peer.entriesToReceive,
  bytesToReceive: peer.bytesToReceive,
})

const sum = (peers: readonly PeerProgress[]): Omit<Remaining, 'secondsLeft'> =>
  peers.reduce(
    (total, peer) => ({
      entriesToSend: total.entriesToSend + peer.entriesToSend,
      bytesToSend: total.bytesToSend + peer.bytesToSend,
      entriesToReceive: total.entriesToReceive + peer.entriesToReceive,
      bytesToReceive: total.bytesToReceive + peer.bytesToReceive,
    }),
    noneLeft,
  )

/** Who is here with a channel, and who is shown in the lobby without one. */
const viewPresent = (vault: UnlockedVault, meeting: RunningMeeting): PresentView[] => {
  const committee = vault.ledger.committee()
  const peers = new Map(meeting.progress().map((peer) => [peer.deviceId, peer]))
  const channels = new Map(meeting.channels().map((one) => [one.deviceId, one]))
  const isShown = (deviceId: string): boolean =>
    deviceId !== vault.ownDeviceId && (peers.has(deviceId) || isLive(committee, deviceId))
  const devices = new Set([...channels.keys(), ...meeting.inLobby()].filter(isShown))
  return [...devices].flatMap((deviceId): PresentView[] => {
    const memberId = authorOf(committee, deviceId)
    if (memberId === null) return []
    const peer = peers.get(deviceId)
    const state = !peer ? 'linking' : peer.isUpToDate ? 'up-to-date' : 'syncing'
    return [
      {
        deviceId,
        memberId,
        name: nameOf(committee, memberId),
        state,
        byDoor: channels.get(deviceId)?.byDoor ?? false,
        ...(peer ? leftOf(peer) : noneLeft),
        secondsLeft: meeting.rates.secondsLeft(deviceId),
      },
    ]
  })
}

const whatIs = (vault: UnlockedVault, space: string): UnsyncedView['what'] | null => {
  switch (vault.ledger.spaceOf(space)?.kind) {
    case 'committee':
      return { kind: 'committee' }
    case 'case':
      return { kind: 'case', caseId: space as CaseId, codeName: codeNameOf(space as CaseId) }
    case 'notice': {
      // Not folded for its name: there may be many. Empty where the case is not here.
      const [caseId] = vault.ledger.spacesOf('case', space)
      const codeName = caseId === undefined ? '' : codeNameOf(caseId as CaseId)
      return { kind: 'notice', noticeId: space as never, codeName }
    }
    case 'matter':
      return { kind: 'matter' }
    default:
      return null
  }
}

/** Spaces that are read here alone; of matters nothing is said but that there are some. */
const viewUnsynced = (vault: UnlockedVault, meeting: RunningMeeting): UnsyncedView[] => {
  const committee = vault.ledger.committee()
  const all = meeting.unsynced()
  const { committeeSpace } = vault
  const spaces = [...all.keys()].filter((space) => space !== committeeSpace)
  const listed = [...(all.has(committeeSpace) ? [committeeSpace] : []), ...spaces]
  const views: UnsyncedView[] = []
  for (const space of listed.slice(0, maxUnsyncedListed)) {
    const what = whatIs(vault, space)
    if (!what) continue
    const names = (all.get(space) ?? []).flatMap((memberId) => nameOf(committee, memberId) || [])
    const matters = what.kind === 'matter' && views.find((one) => one.what.kind === 'matter')
    if (matters) matters.names = [...new Set([...matters.names, ...names])]
    else views.push({ what, names })
  }
  return views
}

export const viewTable = (
  vault: UnlockedVault,
  meeting: RunningMeeting,
): Pick<Running, 'present' | 'total' | 'unsynced' | 'troubles'> => ({
  present: viewPresent(vault, meeting),
  total: { ...sum(meeting.progress()), secondsLeft: meeting.rates.secondsLeft(null) },
  unsynced: viewUnsynced(vault, meeting),
  troubles: [...meeting.troubles()],
})

export const viewLastSeen = (
  vault: UnlockedVault,
  meeting: RunningMeeting | null,
): LastSeenView[] => {
  const committee = vault.ledger.committee()
  const here = new Set<MemberId | null>(
    (meeting?.channels() ?? []).map(({ deviceId }) => authorOf(committee, deviceId)),
  )
  return currentMembers(committee)
    .filter(({ memberId }) => memberId !== vault.device.memberId)
    .map(({ memberId, name }) => {
      const isHere = here.has(memberId)
      return { memberId, name, atMs: isHere ? vault.now() : readMetAtMs(vault, memberId), isHere }
    })
}
