import type {
  EmployerView,
  InvitationView,
  MemberView,
  OffboardingView,
  RemovalView,
  RequestView,
  WaitingItem,
} from '../../../shared/contracts/committee-views'
import type { joinRows } from '../../../shared/contracts/join-rows'
import type { memberRows } from '../../../shared/contracts/member-rows'
import type { VaultEvent, VaultHandlers } from '../../../shared/contracts/vault'
import type { SessionStatus } from '../../../shared/contracts/views'
import type { EntryRef, MemberId } from '../../../shared/domain/terms'
import { err, ok } from '../../../shared/errors/result'
import type { FakeCase } from './fake-cases'
import { createFakePeople, offboardingItems } from './fake-people'
import {
  fingerprintWords,
  invitationCode,
  invitationIdOf,
  matterIdOf,
  memberIdOf,
  recoveryKey,
  requestIdOf,
  vaultIdOf,
  wordsOf,
} from './made-up'
import type { Scenario } from './scenario'

type WaitingStatus = Extract<SessionStatus, { phase: 'waiting-to-join' }>

export interface FakeMembersDeps {
  readonly scenario: Scenario
  readonly emit: (event: VaultEvent) => void
  readonly nowMs: () => number
  readonly nextEntry: () => EntryRef
  readonly cases: readonly FakeCase[]
  /** Makes the vault of a newcomer; answers with the code of a refusal. */
  readonly startJoin: (passphrase: string, change: Partial<WaitingStatus>) => Promise<string | null>
  readonly waiting: () => WaitingStatus | null
  readonly setMembership: (membership: 'current' | 'left') => void
}

export interface FakeMembers {
  readonly handlers: Pick<VaultHandlers, keyof typeof memberRows | keyof typeof joinRows>
  readonly list: () => readonly MemberView[]
  readonly waitsForMe: () => WaitingItem[]
}

const dayMs = 24 * 3_600_000
const me = 'Ada Mirwald'
const meId = memberIdOf(1)
const refuse = (code: string) => err({ code })
const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const plain = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** What a code is for stands behind a colon in the fake: `…:second`. */
const purposeOf = (code: string) =>
  code.endsWith(':second')
    ? ('second' as const)
    : code.endsWith(':replacement')
      ? ('replacement' as const)
      : ('join' as const)

const codeRefusal = (code: string): string | null => {
  const typed = plain(code.replace(/:.*$/, ''))
  if (typed === plain('expired')) return 'invitation/expired'
  return typed === plain(invitationCode) ? null : 'invitation/mistyped'
}

/** The committee of the fake: people, invitations, requests, removals. A request file's text is its name. */
export const createFakeMembers = (deps: FakeMembersDeps): FakeMembers => {
  const { scenario, emit, nowMs, nextEntry } = deps
  const people = createFakePeople(scenario, nowMs(), deps.cases)
  let members: MemberView[] = people.members
  let invitations: InvitationView[] = people.invitations
  let requests: RequestView[] = people.requests
  let removals: RemovalView[] = people.removals
  let offboardings: OffboardingView[] = people.offboardings
  let counter = 100

  const written = () => {
    emit({ kind: 'committee-changed' })
    return ok({ entryId: nextEntry() })
  }
  const current = () => members.filter(({ state }) => state === 'current')
  const find = (memberId: MemberId) => members.find((member) => member.memberId === memberId)
  const change = (memberId: MemberId, by: Partial<MemberView>) => {
    members = members.map((member) =>
      member.memberId === memberId ? { ...member, ...by } : member,
    )
  }
  const stateOf = (memberId: MemberId): string | null => {
    const member = find(memberId)
    if (member === undefined) return 'member/unknown'
    return member.state === 'current' ? null : 'member/gone'
  }
  const employers = (): EmployerView[] => {
    const all = current()
    const cap = Math.max(1, Math.ceil(all.length / 2) - 1)
    return [...new Set(all.map(({ employer }) => employer))].map((employer) => {
      const count = all.filter((member) => member.employer === employer).length
      const isFree = employer === 'Independent'
      return {
        employer,
        members: count,
        cap: isFree ? null : cap,
        state: isFree || count < cap ? 'fine' : count === cap ? 'at-cap' : 'over-cap',
      }
    })
  }
  const gone = (memberId: MemberId, state: 'resigned' | 'removed') => {
    change(memberId, { state, leftAtMs: nowMs() })
    const member = find(memberId)
    if (member === undefined) return
    offboardings = [
      ...offboardings,
      {
        member: { memberId, name: member.name },
        items: offboardingItems(),
        letterMayBeWritten: true,
      },
    ]
  }
  const changeRemoval = (matterId: string, by: (removal: RemovalView) => RemovalView) => {
    removals = removals.map((removal) => (removal.matterId === matterId ? by(removal) : removal))
  }

  const handlers: FakeMembers['handlers'] = {
    'member.list': () => ok({ members, employers: employers() }),
    'member.changeSelf': ({ name, aliases, employer }) => {
      const self = find(meId)
      if (
        self !== undefined &&
        JSON.stringify([self.name, self.aliases, self.employer]) ===
          JSON.stringify([name, aliases, employer])
      ) {
        return refuse('member/no-change')
      }
      change(meId, { name, aliases, employer })
      return written()
    },
    'member.setTerm': ({ memberId, untilMs }) => {
      const code = stateOf(memberId)
      if (code !== null) return refuse(code)
      change(memberId, { termUntilMs: untilMs })
      return written()
    },
    'member.acceptAgreement': ({ version }) => {
      change(meId, { agreementVersion: version, agreementAcceptedAtMs: nowMs() })
      return written()
    },
    'member.checkIn': () => {
      change(meId, { checkIn: { atMs: nowMs(), stay: true, isDue: false } })
      return written()
    },
    'member.resign': () => {
      if (current().length === 1) return refuse('member/last-one')
      gone(meId, 'resigned')
      emit({ kind: 'committee-changed' })
      deps.setMembership('left')
      return ok(null)
    },

    'invitation.list': () => ok(invitations),
    'invitation.issue': ({ forName }) => {
      const invitationId = invitationIdOf(++counter)
      const expiresAtMs = nowMs() + 7 * dayMs
      invitations = [
        { invitationId, forName, issuedBy: me, expiresAtMs, state: 'open' },
        ...invitations,
      ]
      emit({ kind: 'committee-changed' })
      return ok({ invitationId, code: invitationCode, expiresAtMs })
    },
    'invitation.withdraw': ({ invitationId }) => {
      const found = invitations.find((invitation) => invitation.invitationId === invitationId)
      if (found === undefined) return refuse('invitation/unknown')
      invitations = invitations.map((invitation) =>
        invitation === found ? { ...found, state: 'withdrawn' } : invitation,
      )
      return written()
    },

    'request.list': () => ok(requests),
    'request.read': ({ bytes }) => {
      const name = new TextDecoder().decode(bytes).trim()
      if (!name.startsWith('request:')) return refuse('request/not-a-request')
      const who = name.slice('request:'.length)
      if (requests.some((request) => request.name === who)) return refuse('request/already-there')
      const request: RequestView = {
        requestId: requestIdOf(++counter),
        purpose: 'join',
        name: who,
        employer: 'Tidewrack Labs',
        fingerprintWords: wordsOf(counter),
        signedBy: [],
        needed: Math.min(2, current().length),
        mine: 'may-sign',
        mayDecline: true,
        employerCap: null,
        namedIn: [],
      }
      requests = [request, ...requests]
      emit({ kind: 'committee-changed' })
      return ok(request)
    },
    'request.sign': ({ requestId }) => {
      const request = requests.find((other) => other.requestId === requestId)
      if (request === undefined) return refuse('request/unknown')
      if (request.employerCap?.refuses === true) return refuse('member/employer-cap')
      if (request.mine !== 'may-sign') return refuse('request/already-signed')
      const signedBy = [...request.signedBy, me]
      requests =
        signedBy.length >= request.needed
          ? requests.filter((other) => other !== request)
          : requests.map((other) =>
              other === request ? { ...request, signedBy, mine: 'signed' } : other,
            )
      if (signedBy.length >= request.needed) members = [...members, people.admit(request, signedBy)]
      return written()
    },
    'request.decline': ({ requestId }) => {
      if (!requests.some((request) => request.requestId === requestId)) {
        return refuse('request/unknown')
      }
      requests = requests.filter((request) => request.requestId !== requestId)
      return written()
    },

    'device.invite': ({ memberId, purpose }) => {
      const code = stateOf(memberId)
      if (code !== null) return refuse(code)
      if (purpose === 'second' && memberId !== meId) return refuse('device/not-yours')
      return ok({ code: `${invitationCode}:${purpose}`, expiresAtMs: nowMs() + 2 * dayMs })
    },
    'device.revoke': ({ deviceId }) => {
      const member = members.find(({ devices }) => devices.some((at) => at.deviceId === deviceId))
      const device = member?.devices.find((at) => at.deviceId === deviceId)
      if (member === undefined || device === undefined) return refuse('device/unknown')
      if (device.thisDevice) return refuse('device/this-one')
      if (device.state === 'revoked') return refuse('device/revoked')
      if (device.revocationAskedBy.includes(me)) return refuse('device/already-asked')
      const askedBy = [...device.revocationAskedBy, me]
      const isDone = member.isSelf || askedBy.length >= 2
      change(member.memberId, {
        devices: member.devices.map((at) =>
          at !== device
            ? at
            : isDone
              ? { ...device, state: 'revoked', revocationAskedBy: [] }
              : { ...device, revocationAskedBy: askedBy },
        ),
      })
      return written()
    },

    'removal.list': () => ok(removals),
    'removal.propose': ({ memberId, grounds }) => {
      const code = stateOf(memberId)
      if (code !== null) return refuse(code)
      if (memberId === meId) return refuse('member/is-self')
      if (removals.some((removal) => removal.subject.memberId === memberId)) {
        return refuse('removal/already-proposed')
      }
      const matterId = matterIdOf(++counter)
      removals = [...removals, people.removalOf(matterId, memberId, me, grounds, current())]
      emit({ kind: 'committee-changed' })
      return ok({ matterId })
    },
    'removal.ballot': ({ matterId, choice }) => {
      const removal = removals.find((other) => other.matterId === matterId)
      if (removal === undefined) return refuse('matter/unknown')
      if (removal.state === 'entered' || removal.state === 'rejected') {
        return refuse('removal/decided')
      }
      if (removal.mine === choice) return refuse('removal/no-change')
      changeRemoval(matterId, (before) => {
        const ballots = before.ballots.map((ballot) =>
          ballot.memberId === meId ? { ...ballot, choice } : ballot,
        )
        const yes = ballots.filter((ballot) => ballot.choice === 'yes').length
        return {
          ...before,
          ballots,
          mine: choice,
          state: yes >= before.needed ? 'carried' : 'balloting',
        }
      })
      return written()
    },
    'removal.enter': ({ matterId }) => {
      const removal = removals.find((other) => other.matterId === matterId)
      if (removal === undefined) return refuse('matter/unknown')
      if (removal.state !== 'carried') return refuse('removal/not-carried')
      if (removal.ownsCases.length > 0) return refuse('member/owns-cases')
      changeRemoval(matterId, (before) => ({ ...before, state: 'entered' }))
      gone(removal.subject.memberId, 'removed')
      return written()
    },
    'offboarding.list': () => ok(offboardings),
    'offboarding.check': ({ memberId, itemId, done }) => {
      const offboarding = offboardings.find(({ member }) => member.memberId === memberId)
      if (offboarding === undefined) return refuse('member/not-gone')
      if (!offboarding.items.some(({ id }) => id === itemId)) {
        return refuse('offboarding/unknown-item')
      }
      offboardings = offboardings.map((other) =>
        other !== offboarding
          ? other
          : {
              ...offboarding,
              items: offboarding.items.map((item) =>
                item.id === itemId
                  ? { ...item, doneBy: done ? me : null, doneAtMs: done ? nowMs() : null }
                  : item,
              ),
            },
      )
      return written()
    },

    'join.readCode': ({ code }) => {
      const refusal = codeRefusal(code)
      return refusal === null
        ? ok({
            purpose: purposeOf(code),
            expiresAtMs: nowMs() + 6 * dayMs,
            fingerprintWords: wordsOf(1),
          })
        : refuse(refusal)
    },
    'join.start': async ({ code, memberName, acceptedAgreement, passphrase }) => {
      const purpose = purposeOf(code)
      const refusal = codeRefusal(code)
      if (refusal !== null) return refuse(refusal)
      if (purpose === 'join' && !acceptedAgreement) return refuse('agreement/not-accepted')
      const failed = await deps.startJoin(passphrase, {
        purpose,
        memberName,
        warnings: ['recovery-unconfirmed'],
      })
      if (failed !== null) return refuse(failed)
      return ok({
        vaultId: vaultIdOf(1),
        folder: '/home/hana/Conclave/vault',
        recoveryKey,
        fingerprintWords: [...fingerprintWords],
        request: {
          fileName: 'conclave-request.conclave',
          bytes: textBytes(`request:${memberName}`),
        },
      })
    },
    'join.request': () => {
      const waiting = deps.waiting()
      return waiting === null
        ? refuse('join/not-waiting')
        : ok({
            fingerprintWords: waiting.fingerprintWords,
            request: {
              fileName: 'conclave-request.conclave',
              bytes: textBytes(`request:${waiting.memberName}`),
            },
          })
    },
  }

  const waitsForMe = (): WaitingItem[] => [
    ...requests
      .filter(({ mine }) => mine === 'may-sign')
      .map(({ requestId, name }) => ({ kind: 'sign-request' as const, requestId, name })),
    ...removals
      .filter(({ state, mine }) => state === 'balloting' && mine === null)
      .map(({ matterId, subject, proposedAtMs }) => ({
        kind: 'ballot' as const,
        matterId,
        name: subject.name,
        atMs: proposedAtMs,
      })),
    ...removals
      .filter(({ state }) => state === 'carried')
      .map(({ matterId, subject }) => ({
        kind: 'enter-removal' as const,
        matterId,
        name: subject.name,
      })),
    ...offboardings.flatMap(({ member, items }) => {
      const left = items.filter(({ doneAtMs }) => doneAtMs === null).length
      return left === 0 ? [] : [{ kind: 'offboarding' as const, ...member, left }]
    }),
    ...(find(meId)?.checkIn.isDue === true ? [{ kind: 'check-in' as const }] : []),
  ]

  return { handlers, list: () => members, waitsForMe }
}
