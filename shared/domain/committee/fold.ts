import { ok, type Result } from '../../errors/result'
import type { EntryRef, MemberId } from '../terms'
import { depart } from './depart'
import type { Claim } from './enter-requests'
import { enterFact } from './evolve'
import type {
  CommitteeChecks,
  CommitteeEntry,
  CommitteeFactContent,
  CommitteeFactKind,
} from './facts'
import {
  type Against,
  type Decided,
  type Departure,
  decidedBy,
  departureOf,
  isDeparting,
  nothingDecided,
} from './leaving'
import { openCopyOf } from './open-committee'
import { type CausalOrder, orderByPast } from './past'
import { type Fact, readFact, reject } from './read-fact'
import { rememberChecks } from './remember-checks'
import { judge } from './rules'
import { authorOf, requestsIn, type View, wholeView } from './selectors'
import { type CommitteeState, emptyCommittee } from './state'

/** These say something of people and tick lists: no judgement of another entry rests on them. */
const bearsOnNothing: ReadonlySet<string | null> = new Set<CommitteeFactKind | null>([
  'call.redirected',
  'meeting.servers-named',
  'member.checked-in',
  'agreement.accepted',
  'term.set',
  'offboarding.checked',
])

/**
 * What a member vouched for others with. A member who revokes a device of their own cannot take it
 * back by that: it takes more members than them anyway.
 */
const vouching: ReadonlySet<CommitteeFactKind> = new Set<CommitteeFactKind>([
  'invitation.issued',
  'member.requested',
  'member.signed-in',
  'device.requested',
  'device.signed',
])

interface DeviceCut {
  readonly place: number
  readonly isOwnDevice: boolean
  readonly isSuccession: boolean
}

/** Where the entries of those who left end, within a set of entries. */
interface Cuts {
  /** Departures that stand, with the devices that each revokes. */
  readonly decided: ReadonlyMap<number, Decided>
  readonly ofMember: ReadonlyMap<string, readonly number[]>
  readonly ofDevice: ReadonlyMap<string, readonly DeviceCut[]>
}

const pushTo = <T>(map: Map<string, T[]>, key: string, one: T): void => {
  const list = map.get(key)
  if (list) list.push(one)
  else map.set(key, [one])
}

/** A sign-in that nobody else had to confirm, since its author knew of no other member. */
interface LoneSignIn {
  readonly place: number
  readonly by: MemberId
  readonly deviceId: string
}

/** One fold over a fixed set of entries: their order, their facts, and who left by their own past. */
class CommitteeFold {
  readonly #order: CausalOrder<CommitteeEntry>
  readonly #facts: readonly (Result<Fact> | null)[]
  readonly #departures = new Map<number, Result<Departure | null>>()
  readonly #checks: CommitteeChecks
  /** Places of the facts on which the judgement of others may rest. */
  readonly #bearing: readonly number[]
  readonly #all: readonly number[]

  constructor(entries: Iterable<CommitteeEntry>, checks: CommitteeChecks) {
    this.#order = orderByPast(entries)
    this.#facts = this.#order.entries.map(readFact)
    this.#checks = rememberChecks(checks)
    this.#all = [...this.#facts.keys()].filter((place) => this.#facts[place] !== null)
    this.#bearing = this.#all.filter((place) => !bearsOnNothing.has(this.#entryAt(place).kind))
    // In causal order: the past of a departure holds only departures that were judged before it.
    for (const [place, fact] of this.#facts.entries())
      if (fact?.ok && isDeparting(fact.value.kind))
        this.#departures.set(place, this.#judgeByOwnPast(place, fact.value))
  }

  state(): CommitteeState {
    return { ...this.#replay(this.#all), heads: this.#order.heads }
  }

  #entryAt(place: number): CommitteeEntry {
    return this.#order.entries[place] as CommitteeEntry
  }

  #judgeByOwnPast(place: number, { kind, content }: Fact): Result<Departure | null> {
    const { isBefore } = this.#order
    const past = this.#bearing.filter((one) => one < place && isBefore(one, place))
    const view = wholeView(this.#replay(past))
    const entry = this.#entryAt(place)
    const verdict = judge(view, entry, kind, content, this.#checks)
    return verdict.ok ? ok(departureOf(view, entry, kind, content)) : verdict
  }

  /**
   * Removals stand by their own past alone, so that of two that cross both do. What else takes
   * someone away is cut with its author's own leaving like any entry: a removed member could
   * otherwise take back, by leaving a device long ago, what it had vouched for.
   */
  #cutsOf(places: readonly number[]): Cuts {
    const { isBefore } = this.#order
    const decided = new Map<number, Decided>()
    const ofMember = new Map<string, number[]>()
    const ofDevice = new Map<string, DeviceCut[]>()
    const standing: (readonly [number, Departure])[] = []
    for (const place of places) {
      const judged = this.#departures.get(place)
      if (judged?.ok && judged.value) standing.push([place, judged.value])
    }

    const isAfterLeaving = (place: number, { by }: Departure) =>
      (ofMember.get(by) ?? []).some((end) => end !== place && !isBefore(place, end))
    const leave = (place: number, { member }: Departure) => {
      if (!member) return
      decided.set(place, nothingDecided)
      pushTo(ofMember, member.memberId, place)
    }
    for (const [place, one] of standing) if (one.member?.as === 'removed') leave(place, one)
    const resigned = standing.filter(
      ([place, one]) => one.member?.as === 'resigned' && !isAfterLeaving(place, one),
    )
    for (const [place, one] of resigned) leave(place, one)

    const matters = new Map<string, (Against & { place: number; by: Departure })[]>()
    for (const [place, one] of standing)
      if (one.against && !isAfterLeaving(place, one))
        pushTo(matters, one.against.vote.matter, { ...one.against, place, by: one })
    const hadSeen = (a: EntryRef, b: EntryRef) => isBefore(this.#placeOf(a), this.#placeOf(b))
    for (const words of matters.values()) {
      for (const word of words) {
        const taken = decidedBy(word, words, hadSeen)
        const { deviceIds } = taken
        const { place } = word
        const { isOwnDevice, isSuccession } = word.by
        decided.set(place, taken)
        for (const id of deviceIds) pushTo(ofDevice, id, { place, isOwnDevice, isSuccession })
      }
    }
    return { decided, ofMember, ofDevice }
  }

  #placeOf(id: EntryRef): number {
    return this.#order.placeOf.get(id) as number
  }

  /** Whether an entry's author, or the device that vouches for it, had left beside it. */
  #isCut(place: number, cuts: Cuts, state: CommitteeState, { kind, content }: Fact): boolean {
    const { isBefore } = this.#order
    const isPast = (end: number) => end === place || isBefore(place, end)
    const endsMember = (memberId: string | null) =>
      memberId !== null && !(cuts.ofMember.get(memberId) ?? []).every(isPast)
    const { deviceId } = this.#entryAt(place)
    if (kind === 'device.admitted') {
      const { memberId, attestedBy } = content as CommitteeFactContent<'device.admitted'>
      const ends = attestedBy ? (cuts.ofDevice.get(attestedBy.deviceId) ?? []) : []
      return endsMember(memberId) || ends.some((end) => !end.isSuccession && !isPast(end.place))
    }
    if (endsMember(authorOf(state, deviceId))) return true
    const isVouched = vouching.has(kind) && !this.#isForOneself(state, deviceId, kind, content)
    return (cuts.ofDevice.get(deviceId) ?? []).some(
      (end) => !isPast(end.place) && !(end.isOwnDevice && isVouched),
    )
  }

  #isForOneself(
    state: CommitteeState,
    deviceId: string,
    kind: CommitteeFactKind,
    content: Fact['content'],
  ): boolean {
    if (kind !== 'device.signed') return false
    const { requestId } = content as CommitteeFactContent<'device.signed'>
    return requestsIn(wholeView(state), state.deviceRequests, requestId).some(
      (request) => request.content.memberId === authorOf(state, deviceId),
    )
  }

  /**
   * Folds a set of entries that holds the past of each. Where two crossed and one at most may stand,
   * which one is known at the end only: then the set is folded again without the others.
   */
  #replay(places: readonly number[]): CommitteeState {
    const cuts = this.#cutsOf(places)
    const losers = new Map<EntryRef, string>()
    for (;;) {
      const claims: Claim[] = []
      const alone: LoneSignIn[] = []
      const state = this.#pass(places, cuts, losers, claims, alone)
      const before = losers.size
      for (const [id, code] of [...beatenClaims(claims), ...this.#beatenSignIns(alone, state)])
        losers.set(id, code)
      if (losers.size === before) return state
    }
  }

  #pass(
    places: readonly number[],
    cuts: Cuts,
    losers: ReadonlyMap<EntryRef, string>,
    claims: Claim[],
    alone: LoneSignIn[],
  ): CommitteeState {
    const { isBefore, placeOf } = this.#order
    const open = openCopyOf(emptyCommittee)
    for (const place of places) {
      const fact = this.#facts[place] as Result<Fact>
      const entry = this.#entryAt(place)
      const seen = (id: EntryRef) => {
        const at = placeOf.get(id)
        return at !== undefined && isBefore(at, place)
      }
      const view: View = { state: open, seen }
      const code = this.#refusalOf(place, fact, view, cuts, losers)
      if (code !== null) {
        reject(open, entry, code)
        continue
      }
      const { kind, content } = (fact as { value: Fact }).value
      claims.push(...enterFact(open, view, entry, kind, content))
      const decided = cuts.decided.get(place)
      const departure = this.#departures.get(place)
      if (decided && departure?.ok && departure.value) depart(open, entry, departure.value, decided)
      const by = authorOf(open, entry.deviceId)
      if (kind === 'member.signed-in' && by !== null && isAlone(open, content, entry.id))
        alone.push({ place, by, deviceId: entry.deviceId })
    }
    return open
  }

  #refusalOf(
    place: number,
    fact: Result<Fact>,
    view: View,
    cuts: Cuts,
    losers: ReadonlyMap<EntryRef, string>,
  ): string | null {
    if (!fact.ok) return fact.error.code
    const entry = this.#entryAt(place)
    const beaten = losers.get(entry.id)
    if (beaten !== undefined) return beaten
    const { kind, content } = fact.value
    const departure = this.#departures.get(place)
    if (departure && !departure.ok) return departure.error.code
    if (departure?.value) return cuts.decided.has(place) ? null : 'entry/after-cut'
    const verdict = judge(view, entry, kind, content, this.#checks)
    if (!verdict.ok) return verdict.error.code
    return this.#isCut(place, cuts, view.state, fact.value) ? 'entry/after-cut' : null
  }

  /**
   * A member who was alone signs in from one log. Otherwise a device that was kept back could sign in
   * any number, as of the time when nobody else was there. The founding device comes first, then the
   * lower id.
   */
  #beatenSignIns(
    alone: readonly LoneSignIn[],
    { foundedBy }: CommitteeState,
  ): readonly (readonly [EntryRef, string])[] {
    const { isBefore } = this.#order
    const rank = (deviceId: string) => (deviceId === foundedBy ? '' : deviceId)
    const isBeaten = (one: LoneSignIn) =>
      alone.some(
        (other) =>
          other.by === one.by &&
          rank(other.deviceId) < rank(one.deviceId) &&
          !isBefore(one.place, other.place) &&
          !isBefore(other.place, one.place),
      )
    return alone
      .filter(isBeaten)
      .map(({ place }) => [this.#entryAt(place).id, 'member/signed-in-elsewhere'])
  }
}

const isAlone = (open: CommitteeState, content: Fact['content'], entryId: EntryRef): boolean => {
  const { requestId } = content as CommitteeFactContent<'member.signed-in'>
  return (open.joinRequests.get(requestId) ?? []).some(({ votes }) =>
    votes.some((vote) => vote.entryId === entryId && vote.need === 1),
  )
}

/** Of several that came in on one invitation, or under one id or key, the lowest entry stays. */
const beatenClaims = (claims: readonly Claim[]): readonly (readonly [EntryRef, string])[] => {
  const lowest = new Map<string, string>()
  for (const { key, entryIds } of claims) {
    const id = entryIds[0] as string
    if (id < (lowest.get(key) ?? 'g')) lowest.set(key, id)
  }
  return claims
    .filter(({ key, entryIds }) => entryIds[0] !== lowest.get(key))
    .flatMap(({ key, entryIds }) =>
      entryIds.map((id) => [id, key.slice(0, key.indexOf(' '))] as const),
    )
}

/**
 * The committee that a set of entries makes: the same for the same set, in whatever order and however
 * often they are given. An entry that is malformed, void or breaks a rule changes nothing but the list
 * of rejected entries. Entries of a kind that this version does not know only link others.
 *
 * @param entries with the past of each, lockboxes included: they order what stands around them
 */
export const foldCommittee = (
  entries: Iterable<CommitteeEntry>,
  checks: CommitteeChecks,
): CommitteeState => new CommitteeFold(entries, checks).state()
