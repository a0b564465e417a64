import type { CommitteeEntry } from './facts'
import type { Against, Decided, Departure } from './leaving'
import { changeMember, type OpenCommittee, replace } from './open-committee'
import type { CommitteeState, Vote } from './state'

/** Everything that was said on the matter of a word, with that word. */
export const matterWith = (
  open: CommitteeState | OpenCommittee,
  { vote, deviceIds }: Against,
): { readonly votes: readonly Vote[]; readonly deviceIds: readonly string[] } => {
  const before = open.against.get(vote.matter)
  return {
    votes: [...(before?.votes ?? []), vote],
    deviceIds: [...new Set([...(before?.deviceIds ?? []), ...deviceIds])],
  }
}

/** Enters a departure. `decided`: what it takes, with what others had said. */
export const depart = (
  open: OpenCommittee,
  { id, space, atMs }: CommitteeEntry,
  { member, against }: Departure,
  decided: Decided,
): void => {
  if (member) {
    const leaving = { entryId: id, as: member.as, atMs }
    changeMember(open, member.memberId, ({ leavings }) => ({ leavings: [...leavings, leaving] }))
    open.leavings.push({ entryId: id, space, memberId: member.memberId, deviceId: null })
  }
  if (!against) return
  const { matter } = against.vote
  const said = matterWith(open, against)
  open.against.set(matter, said)
  for (const deviceId of said.deviceIds) {
    replace(
      open.devices,
      (device) => device.deviceId === deviceId,
      (device) => ({
        ...device,
        revocations: [
          ...device.revocations.filter((vote) => vote.matter !== matter),
          ...said.votes,
        ],
      }),
    )
  }
  const { takes } = decided
  for (const deviceId of decided.deviceIds) {
    replace(
      open.devices,
      (device) => device.deviceId === deviceId,
      (device) => ({ ...device, revokedBy: device.revokedBy ?? id }),
    )
    open.leavings.push({ entryId: id, space, memberId: null, deviceId, ...(takes && { takes }) })
  }
}
