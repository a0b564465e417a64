import { hexId } from '../../util/ids'
import { z } from '../../util/schema'
import type { OpenedEntry, RejectedEntry } from '../ledger/fact'
import { Playbook } from '../playbook'
import { Channel, type EntryRef, MemberId, requiredShortText, shortText, TimeMs } from '../terms'

/** An Ed25519 public key names a device. */
export const DeviceKey = hexId(32, 'DeviceId')
export type DeviceKey = z.infer<typeof DeviceKey>

export const committeeFacts = {
  'committee.founded': z.strictObject({ name: requiredShortText }),
  'member.admitted': z.strictObject({
    memberId: MemberId,
    name: requiredShortText,
    employer: requiredShortText,
    /** R9: the agreement that the member accepted, and when. */
    agreementVersion: requiredShortText,
    agreementAcceptedAtMs: TimeMs,
  }),
  'device.admitted': z.strictObject({
    memberId: MemberId,
    deviceId: DeviceKey,
    /** X25519: lockboxes are sealed to it. */
    boxKey: hexId(32, 'BoxKey'),
    /**
     * A device that no admitted device can enter for (a restored folder) enters itself, with the
     * older device's signature over its keys.
     */
    attestedBy: z
      .strictObject({ deviceId: DeviceKey, signature: hexId(64, 'Signature') })
      .nullable(),
  }),
  'device.revoked': z.strictObject({ deviceId: DeviceKey, reason: z.enum(['replaced', 'lost']) }),
  'playbook.adopted': z.strictObject({ playbook: Playbook }),
  /** R6: a call about something else. Nothing of what was said. */
  'call.redirected': z.strictObject({ channel: Channel, sentTo: shortText }),
} as const

export type CommitteeFactKind = keyof typeof committeeFacts

export interface Member {
  readonly memberId: MemberId
  readonly name: string
  readonly employer: string
  readonly agreementVersion: string
  readonly agreementAcceptedAtMs: number
  readonly admittedAtMs: number
}

export interface Device {
  readonly deviceId: DeviceKey
  readonly memberId: MemberId
  readonly boxKey: string
  readonly revokedBy: EntryRef | null
}

export interface CommitteeState {
  readonly name: string
  readonly foundedAtMs: number
  readonly members: readonly Member[]
  readonly devices: readonly Device[]
  readonly playbook: Playbook | null
  readonly rejected: readonly RejectedEntry[]
}

export const emptyCommittee: CommitteeState = {
  name: '',
  foundedAtMs: 0,
  members: [],
  devices: [],
  playbook: null,
  rejected: [],
}

/** Checks an attestation's signature; cryptography is passed in. */
export type VerifyAttestation = (
  deviceId: DeviceKey,
  admitted: { memberId: string; deviceId: string; boxKey: string },
  signature: string,
) => boolean

export const deviceOf = (state: CommitteeState, deviceId: string): Device | null =>
  state.devices.find((device) => device.deviceId === deviceId) ?? null

export const memberOf = (state: CommitteeState, memberId: string): Member | null =>
  state.members.find((member) => member.memberId === memberId) ?? null

/** The member whose device signed, admitted and revoked devices alike; `null` for a stranger's. */
export const authorOf = (state: CommitteeState, deviceId: string): MemberId | null =>
  deviceOf(state, deviceId)?.memberId ?? null

/** An entry whose author is not resolved yet: the committee's own fold is what resolves authors. */
export type UnresolvedEntry = Omit<OpenedEntry, 'by'>

/**
 * The committee after one more entry. The founder's first three entries (founding, member, device)
 * come from a device that nothing admits but itself; every later one needs an admitted device.
 */
export const evolveCommittee = (
  state: CommitteeState,
  entry: UnresolvedEntry,
  verifyAttestation: VerifyAttestation,
): CommitteeState => {
  if (!Object.hasOwn(committeeFacts, entry.kind)) return state
  const kind = entry.kind as CommitteeFactKind
  const reject = (code: string): CommitteeState => ({
    ...state,
    rejected: [
      ...state.rejected,
      {
        entryId: entry.id,
        by: (authorOf(state, entry.deviceId) ?? entry.deviceId.slice(0, 32)) as MemberId,
        code,
      },
    ],
  })
  const parsed = committeeFacts[kind].safeParse(entry.content)
  if (!parsed.success) return reject('entry/malformed-fact')
  const isFounding = state.devices.length === 0
  const content = parsed.data as never

  switch (kind) {
    case 'committee.founded': {
      if (state.foundedAtMs > 0) return reject('committee/already-founded')
      const { name } = content as z.infer<(typeof committeeFacts)['committee.founded']>
      return { ...state, name, foundedAtMs: entry.atMs }
    }
    case 'member.admitted': {
      const member = content as z.infer<(typeof committeeFacts)['member.admitted']>
      if (!isFounding && !isLive(state, entry.deviceId)) return reject('entry/unknown-author')
      if (isFounding && state.members.length > 0) return reject('member/not-signed-in')
      if (memberOf(state, member.memberId)) return reject('member/already-there')
      return { ...state, members: [...state.members, { ...member, admittedAtMs: entry.atMs }] }
    }
    case 'device.admitted': {
      const admitted = content as z.infer<(typeof committeeFacts)['device.admitted']>
      if (deviceOf(state, admitted.deviceId)) return reject('device/already-there')
      if (!memberOf(state, admitted.memberId)) return reject('member/unknown')
      if (!admitsDevice(state, entry, admitted, verifyAttestation))
        return reject('device/not-admitted')
      const { attestedBy: _attestedBy, ...device } = admitted
      return { ...state, devices: [...state.devices, { ...device, revokedBy: null }] }
    }
    case 'device.revoked': {
      const { deviceId } = content as z.infer<(typeof committeeFacts)['device.revoked']>
      const device = deviceOf(state, deviceId)
      if (!device) return reject('device/unknown')
      if (authorOf(state, entry.deviceId) !== device.memberId) return reject('device/not-yours')
      return {
        ...state,
        devices: state.devices.map((other) =>
          other.deviceId === deviceId
            ? { ...other, revokedBy: other.revokedBy ?? entry.id }
            : other,
        ),
      }
    }
    case 'playbook.adopted': {
      if (!isFounding && !isLive(state, entry.deviceId)) return reject('entry/unknown-author')
      const { playbook } = content as z.infer<(typeof committeeFacts)['playbook.adopted']>
      return { ...state, playbook }
    }
    case 'call.redirected':
      return isLive(state, entry.deviceId) ? state : reject('entry/unknown-author')
  }
}

const isLive = (state: CommitteeState, deviceId: string): boolean =>
  deviceOf(state, deviceId)?.revokedBy === null

const admitsDevice = (
  state: CommitteeState,
  entry: UnresolvedEntry,
  admitted: z.infer<(typeof committeeFacts)['device.admitted']>,
  verifyAttestation: VerifyAttestation,
): boolean => {
  if (state.devices.length === 0)
    return admitted.deviceId === entry.deviceId && admitted.attestedBy === null
  if (isLive(state, entry.deviceId)) return authorOf(state, entry.deviceId) === admitted.memberId
  if (entry.deviceId !== admitted.deviceId || !admitted.attestedBy) return false
  const { deviceId, signature } = admitted.attestedBy
  return (
    isLive(state, deviceId) &&
    authorOf(state, deviceId) === admitted.memberId &&
    verifyAttestation(deviceId, admitted, signature)
  )
}
