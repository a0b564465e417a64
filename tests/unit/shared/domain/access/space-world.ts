import { createHash } from 'node:crypto'
import { judgeStanding } from '../../../../../shared/domain/access/judge-standing'
import { marksOf, pastLeavings } from '../../../../../shared/domain/access/past'
import type {
  AccessInput,
  Entitlement,
  JudgedRef,
  KnownDevice,
  Leaving,
  Lockbox,
  Past,
  SpaceEntry,
  VoidCode,
} from '../../../../../shared/domain/access/types'
import type { OpenedEntry } from '../../../../../shared/domain/ledger/fact'
import {
  entitlementsToCase,
  entitlementsToNotice,
  leavingsOfCase,
  leavingsOfNotice,
} from '../../../../../shared/domain/notice/clearance'
import { foldNotice } from '../../../../../shared/domain/notice/fold'
import type { NoticeState } from '../../../../../shared/domain/notice/state'
import type { EntryRef, MemberId } from '../../../../../shared/domain/terms'
import { orderEntries } from '../../../../../shared/formats/entry-order'

/** Made-up members with a laptop each; a second laptop where a test names one. */
export const nameIds = ['ada', 'ben', 'cleo', 'dana', 'mallory'] as const
export type Name = (typeof nameIds)[number]
export const idOf = (name: Name): MemberId =>
  createHash('sha256').update(name).digest('hex').slice(0, 32) as MemberId
export const laptopOf = (name: Name, nth = 1): string =>
  createHash('sha256').update(`${name} ${nth}`).digest('hex')

const devices: readonly KnownDevice[] = nameIds.flatMap((name) =>
  [1, 2].map((nth) => ({
    deviceId: laptopOf(name, nth),
    memberId: idOf(name),
    isLive: nth === 1,
  })),
)

export type SpaceName = 'committee' | 'notice' | 'case'
export const spaces: readonly SpaceName[] = ['committee', 'notice', 'case']

export interface WorldEntry extends SpaceEntry {
  readonly space: SpaceName
}

/** Which entries somebody has. Always whole pasts, as links never run ahead of what they cite. */
export type Known = ReadonlySet<EntryRef>

export interface SpaceJudged {
  readonly input: AccessInput
  readonly voids: ReadonlyMap<JudgedRef, VoidCode>
  readonly past: Past
}

export interface Judged {
  readonly notice: SpaceJudged & { readonly state: NoticeState }
  readonly case: SpaceJudged
}

const toOpened = (
  entries: readonly WorldEntry[],
  voids: ReadonlyMap<JudgedRef, string>,
): readonly OpenedEntry[] =>
  entries.flatMap((entry) => {
    const { id, space, by, deviceId, atMs, kind, content, previous, heads } = entry
    if (kind === null || by === null) return []
    return {
      id,
      space,
      by,
      deviceId,
      atMs,
      kind,
      content,
      parts: [],
      previous,
      heads,
      void: voids.get(id) ?? null,
    }
  })

const committeeLeavings = (entries: readonly WorldEntry[]): readonly Leaving[] =>
  entries
    .filter(({ kind }) => kind === 'member.removed' || kind === 'device.revoked')
    .map(({ id, kind, content }) => ({
      entryId: id,
      space: 'committee',
      memberId: kind === 'member.removed' ? (content as MemberId) : null,
      deviceId: kind === 'device.revoked' ? (content as string) : null,
    }))

/** What a set of entries says: the committee's leavings, the notice, then the case. */
export const judgeAll = (all: Iterable<WorldEntry>): Judged => {
  const ordered = orderEntries([...all] as never) as unknown as readonly WorldEntry[]
  const of = (space: SpaceName) => ordered.filter((entry) => entry.space === space)
  const gone = committeeLeavings(of('committee'))
  const committeePast = pastLeavings(of('committee'), marksOf(gone, []), null)
  const inputOf = (
    space: SpaceName,
    entitlements: readonly Entitlement[],
    leavings: readonly Leaving[],
    wider: Past,
  ): AccessInput => ({
    space,
    entries: of(space),
    devices,
    entitlements,
    leavings: [...gone, ...leavings],
    wider,
  })

  const entries = of('notice')
  const judgeNotice = (before: ReadonlyMap<JudgedRef, VoidCode>) => {
    const state = foldNotice(toOpened(entries, before), entries)
    const input = inputOf(
      'notice',
      entitlementsToNotice(state),
      leavingsOfNotice(state),
      committeePast,
    )
    return { state, input, voids: judgeStanding(input) }
  }
  // A void fact names no reader, and whether a fact is void depends on who the readers are.
  let notice = judgeNotice(new Map())
  for (let round = 0; round < 4; round++) notice = judgeNotice(notice.voids)
  const entitlements = entitlementsToCase(notice.state)
  const leavings = leavingsOfCase(notice.state)
  const past = pastLeavings(
    entries,
    marksOf(
      [...notice.input.leavings, ...leavings],
      [...notice.input.entitlements, ...entitlements],
    ),
    committeePast,
  )
  const input = inputOf('case', entitlements, leavings, past)
  const marks = marksOf(input.leavings, input.entitlements)
  return {
    notice: { ...notice, past },
    case: {
      input,
      voids: judgeStanding(input),
      past: pastLeavings(of('case'), marks, past),
    },
  }
}

/** Entries that anyone can make with any heads: what honest members do with them is up to the test. */
export const createWorld = (seed = 0) => {
  const entries = new Map<EntryRef, WorldEntry>()
  let count = 0

  const headsAmong = (known: Iterable<EntryRef>, space: SpaceName): EntryRef[] => {
    const ids = [...known].filter((id) => entries.get(id)?.space === space)
    const cited = new Set(
      ids.flatMap((id) => {
        const { previous, heads } = entries.get(id) as WorldEntry
        return previous === null ? heads : [previous, ...heads]
      }),
    )
    return ids.filter((id) => !cited.has(id))
  }

  /** The end of a device's log, whoever has it. */
  const lastOf = (deviceId: string, space: SpaceName): EntryRef | null =>
    [...entries.values()].findLast((one) => one.deviceId === deviceId && one.space === space)?.id ??
    null

  const enter = (
    author: { readonly name: Name; readonly nth?: number },
    space: SpaceName,
    known: Known,
    what: {
      readonly kind?: string
      readonly content?: unknown
      readonly lockbox?: Lockbox
      readonly epochKeyId?: string
    },
  ): WorldEntry => {
    const deviceId = laptopOf(author.name, author.nth)
    const previous = lastOf(deviceId, space)
    const cited = spaces.slice(0, spaces.indexOf(space) + 1)
    const entry: WorldEntry = {
      id: createHash('sha256').update(`${seed} ${count++}`).digest('hex') as EntryRef,
      space,
      deviceId,
      by: idOf(author.name),
      atMs: count,
      previous,
      heads: cited.flatMap((one) => headsAmong(known, one)).filter((id) => id !== previous),
      epochKeyId: what.lockbox ? null : (what.epochKeyId ?? null),
      lockbox: what.lockbox ?? null,
      kind: what.kind ?? null,
      content: what.content ?? {},
      isForkVoid: false,
    }
    entries.set(entry.id, entry)
    return entry
  }

  return {
    entries,
    enter,
    /** An entry and everything in its past, in all spaces. */
    pastOf: (ids: Iterable<EntryRef>): Set<EntryRef> => {
      const past = new Set<EntryRef>()
      const open = [...ids]
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        const entry = entries.get(id)
        if (!entry || past.has(id)) continue
        past.add(id)
        open.push(...entry.heads, ...(entry.previous ? [entry.previous] : []))
      }
      return past
    },
    judge: (known?: Known): Judged =>
      judgeAll([...entries.values()].filter(({ id }) => !known || known.has(id))),
  }
}

export type World = ReturnType<typeof createWorld>
