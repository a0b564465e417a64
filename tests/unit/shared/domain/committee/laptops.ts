import { createHash } from 'node:crypto'
import {
  type BallotChoice,
  type BallotFacts,
  type CommitteeChecks,
  type CommitteeEntry,
  committeeFacts,
  type DeviceRequestFacts,
  type JoinRequestFacts,
} from '../../../../../shared/domain/committee/facts'
import { foldCommittee } from '../../../../../shared/domain/committee/fold'
import { orderByPast } from '../../../../../shared/domain/committee/past'
import type { CommitteeState } from '../../../../../shared/domain/committee/state'
import type { Playbook } from '../../../../../shared/domain/playbook'
import type { EntryRef, MemberId } from '../../../../../shared/domain/terms'
import { shippedPlaybook } from '../../../../support/playbook-files'

export const space = 'cc'.repeat(16)

const hashOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')
const id16 = (text: string) => hashOf('id', text).slice(0, 32) as never
/** Stands in for Ed25519: only who is given the device can make it, by agreement of these tests. */
const signatureBy = (deviceId: string, facts: unknown): never =>
  (hashOf('a', deviceId, facts) + hashOf('b', deviceId, facts)) as never

const attested = ({ memberId, deviceId, boxKey }: Record<string, string>) => [
  memberId,
  deviceId,
  boxKey,
]
const isBy = (deviceId: string, facts: unknown, signature: string) =>
  signature === signatureBy(deviceId, facts)

export const checks: CommitteeChecks = {
  verifyAttestation: (deviceId, admitted, signature) =>
    isBy(deviceId, attested(admitted), signature),
  verifyJoinRequest: isBy,
  verifyBallot: isBy,
  foundingDevice: null,
}

export const memberIdOf = (name: string): MemberId => id16(`member ${name}`)

/** One vault: what it knows, and the log that it writes. */
export class Laptop {
  readonly known = new Map<EntryRef, CommitteeEntry>()
  readonly memberId: MemberId
  readonly deviceId: never
  readonly boxKey: never
  last: EntryRef | null = null

  constructor(
    readonly name: string,
    device = '1',
  ) {
    this.memberId = memberIdOf(name)
    this.deviceId = hashOf('device', name, device) as never
    this.boxKey = hashOf('box', name, device) as never
  }

  /** @param heads what it claims to have seen beside its own log; everything it knows by default */
  enter(kind: string | null, content: unknown = {}, heads?: readonly EntryRef[]): CommitteeEntry {
    const cited = (heads ?? orderByPast(this.known.values()).heads).filter((id) => id !== this.last)
    const entry: CommitteeEntry = {
      id: hashOf(this.deviceId, kind, content, this.last, cited) as EntryRef,
      space,
      deviceId: this.deviceId,
      atMs: 1_000 + this.known.size,
      kind,
      content,
      parts: [],
      previous: this.last,
      heads: cited,
      void: null,
    }
    this.known.set(entry.id, entry)
    this.last = entry.id
    return entry
  }

  learn(entries: Iterable<CommitteeEntry>): void {
    for (const entry of entries) this.known.set(entry.id, entry)
  }

  state(): CommitteeState {
    return foldCommittee(this.known.values(), checks)
  }

  /** The code with which an entry was rejected here, or `null` when it stands. */
  codeOf(entry: CommitteeEntry): string | null {
    return this.state().rejected.find(({ entryId }) => entryId === entry.id)?.code ?? null
  }

  members(): readonly string[] {
    return this.state()
      .members.filter(({ leavings }) => leavings.length === 0)
      .map(({ name }) => name)
  }

  ballot(subject: MemberId, choice: BallotChoice = 'yes', proposal = 'p') {
    const facts: BallotFacts = {
      space,
      proposalId: id16(proposal),
      memberId: subject,
      choice,
    }
    return { deviceId: this.deviceId, choice, signature: signatureBy(this.deviceId, facts) }
  }

  remove(subject: Laptop, voters: readonly Laptop[], heads?: readonly EntryRef[]) {
    const { memberId } = subject
    const ballots = voters.map((voter) => voter.ballot(memberId))
    return this.enter('member.removed', { memberId, proposalId: id16('p'), ballots }, heads)
  }

  attest(newer: Laptop) {
    const { memberId, deviceId, boxKey } = newer
    return {
      memberId,
      deviceId,
      boxKey,
      attestedBy: {
        deviceId: this.deviceId,
        signature: signatureBy(this.deviceId, [memberId, deviceId, boxKey]),
      },
    }
  }
}

export const share = (...laptops: readonly Laptop[]): void => {
  const all = laptops.flatMap((laptop) => [...laptop.known.values()])
  for (const laptop of laptops) laptop.learn(all)
}

export const playbookWith = (changes: Partial<Playbook> = {}): Playbook => ({
  ...shippedPlaybook('own'),
  ...changes,
})

export const found = (playbook: Playbook = playbookWith()): Laptop => {
  const ada = new Laptop('Ada')
  const { memberId, deviceId, boxKey } = ada
  ada.enter(null)
  ada.enter('committee.founded', { name: 'Harbor Days' })
  ada.enter('member.admitted', {
    memberId,
    name: 'Ada',
    employer: 'Tidewater Labs',
    agreementVersion: '1',
    agreementAcceptedAtMs: 1,
  })
  ada.enter('device.admitted', { memberId, deviceId, boxKey, attestedBy: null })
  ada.enter('playbook.adopted', { playbook })
  return ada
}

const parsed = <K extends 'member.requested' | 'device.requested'>(kind: K, facts: object) => {
  const { signature: _signature, ...rest } = committeeFacts[kind].parse({
    ...facts,
    signature: '0'.repeat(128),
  })
  return rest
}

export const joinRequest = (newcomer: Laptop, invitation: string, changes: object = {}) => {
  const facts = parsed('member.requested', {
    requestId: id16(`request ${newcomer.name} ${invitation}`),
    invitationId: id16(invitation),
    memberId: newcomer.memberId,
    name: newcomer.name,
    aliases: [],
    employer: `${newcomer.name} & Co`,
    agreementVersion: '1',
    agreementAcceptedAtMs: 1,
    deviceId: newcomer.deviceId,
    boxKey: newcomer.boxKey,
    ...changes,
  }) as JoinRequestFacts
  return { ...facts, signature: signatureBy(newcomer.deviceId, facts) }
}

export const deviceRequest = (newer: Laptop, purpose: 'second' | 'replacement') => {
  const facts = parsed('device.requested', {
    requestId: id16(`device ${newer.deviceId}`),
    memberId: newer.memberId,
    deviceId: newer.deviceId,
    boxKey: newer.boxKey,
    purpose,
  }) as DeviceRequestFacts
  return { ...facts, signature: signatureBy(newer.deviceId, facts) }
}

export const invitationContent = (invitation: string) => ({
  invitationId: id16(invitation),
  forName: 'Somebody',
  expiresAtMs: 10_000,
})

/** Invites and enters the request; nobody has signed yet. */
export const ask = (issuer: Laptop, newcomer: Laptop, changes: object = {}): never => {
  const invitation = `for ${newcomer.name} ${issuer.known.size}`
  issuer.enter('invitation.issued', invitationContent(invitation))
  const request = joinRequest(newcomer, invitation, changes)
  issuer.enter('member.requested', request)
  return request.requestId as never
}

/** A new member, signed in by the first one or two of `members`, known to all of them. */
export const join = (name: string, members: readonly Laptop[], changes: object = {}): Laptop => {
  const newcomer = new Laptop(name)
  const [issuer, second] = members as [Laptop, Laptop | undefined]
  share(...members)
  const requestId = ask(issuer, newcomer, changes)
  issuer.enter('member.signed-in', { requestId })
  if (second) {
    share(issuer, second)
    second.enter('member.signed-in', { requestId })
  }
  share(...members, newcomer)
  return newcomer
}

/** Ada, who founded, and others who joined in turn; everyone knows everything. */
export const committeeOf = (names: readonly string[], playbook?: Playbook): Laptop[] => {
  const laptops = [found(playbook)]
  for (const name of names) laptops.push(join(name, laptops))
  share(...laptops)
  return laptops
}
