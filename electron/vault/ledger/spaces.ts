import type { Database } from 'sql.js'
import { judgeStanding } from '../../../shared/domain/access/judge-standing'
import { marksOf, pastLeavings } from '../../../shared/domain/access/past'
import { readersOf } from '../../../shared/domain/access/readers'
import type {
  AccessInput,
  JudgedRef,
  KnownDevice,
  Past,
  SpaceEntry,
} from '../../../shared/domain/access/types'
import type { CommitteeChecks } from '../../../shared/domain/committee/facts'
import type { CommitteeState } from '../../../shared/domain/committee/state'
import type { OpenedEntry } from '../../../shared/domain/ledger/fact'
import type { EntryRef, MemberId, PartRef } from '../../../shared/domain/terms'
import { z } from '../../../shared/util/schema'
import { foldCommitteeSpace, type Grounds, groundsOf, knownDevicesOf, noGrounds } from './grounds'
import { isKnownKind } from './known-kinds'
import type { SpaceSummary } from './ledger-port'
import { createRawCache } from './raw-cache'
import type { RawEntry, RawSpace } from './raw-space'
import { selectRow } from './select'

type Voids = ReadonlyMap<JudgedRef, string>

/** A space as this vault judges it. */
export interface SpaceView {
  readonly summary: SpaceSummary
  readonly raw: RawSpace
  readonly input: AccessInput
  /** Entries and boxes without effect, with the reason. */
  readonly voids: Voids
  readonly readers: ReadonlySet<MemberId>
  /** What the entries had seen, for the next narrower space. */
  readonly past: Past
  /** Who may read the case that this notice announces. */
  readonly forCase: Grounds
  /** Facts, in causal order. */
  readonly opened: readonly OpenedEntry[]
  /** A critical entry that this program does not understand. */
  readonly needsUpdate: boolean
}

/** An entry that no other one cites, and who made it. */
export interface Head {
  readonly id: string
  readonly device: string
}

/** What was read and judged, kept until something changes it. */
export interface Spaces {
  readonly committee: () => CommitteeState
  readonly devices: () => readonly KnownDevice[]
  /** Entries of the committee's space that no other one there cites, those of strangers left out. */
  readonly committeeHeads: () => readonly Head[]
  readonly summaryOf: (space: string) => SpaceSummary | null
  /** Throws for a space that is not here. */
  readonly viewOf: (space: string) => SpaceView
  /** Entries that were just added behind all others of their space. */
  readonly grow: (space: string, entries: readonly RawEntry[]) => void
  /** What is known of a space changed in any other way. */
  readonly forget: (space: string) => void
}

const SummaryRow = z.object({
  space: z.string(),
  kind: z.enum(['committee', 'notice', 'case', 'matter']),
  wider: z.string().nullable(),
})

const toSpaceEntry =
  (memberOf: ReadonlyMap<string, MemberId>) =>
  ({ link, parsed, lockbox, body, isForkVoid }: RawEntry): SpaceEntry => ({
    id: link.id as string as EntryRef,
    deviceId: link.device,
    by: memberOf.get(link.device) ?? null,
    atMs: parsed?.timeMs ?? 0,
    previous: link.previous as string | null as EntryRef | null,
    heads: link.heads as readonly string[] as readonly EntryRef[],
    epochKeyId: parsed?.epoch?.keyId ?? null,
    lockbox: lockbox && {
      recipients: lockbox.boxes.map(({ device }) => device),
      epochKeyId: lockbox.epoch.keyId,
      epochNumber: lockbox.epoch.number,
      predecessorKeyIds: lockbox.predecessors.map(({ epoch }) => epoch.keyId),
    },
    kind: body?.kind ?? null,
    content: body?.content ?? null,
    isForkVoid,
  })

const toOpened = (
  entries: readonly SpaceEntry[],
  raw: readonly RawEntry[],
  voids: Voids,
): OpenedEntry[] =>
  raw.flatMap(({ link, parsed, body }, index) => {
    const { by } = entries[index] as SpaceEntry
    if (!parsed || !body || by === null) return []
    const id = link.id as string as EntryRef
    return {
      id,
      space: link.space,
      by,
      deviceId: link.device,
      atMs: parsed.timeMs,
      kind: body.kind,
      content: body.content,
      parts: link.parts as readonly string[] as readonly PartRef[],
      previous: link.previous as string | null as EntryRef | null,
      heads: link.heads as readonly string[] as readonly EntryRef[],
      void: voids.get(id) ?? null,
    }
  })

/** An entry of a newer version, or of a kind that came later, whose author said that it must be understood. */
const isBeyondUs = (
  entries: readonly SpaceEntry[],
  raw: readonly RawEntry[],
  voids: Voids,
): boolean =>
  raw.some(({ link, parsed, body }, index) => {
    const entry = entries[index] as SpaceEntry
    const isUnknown = parsed === null || (body !== null && !isKnownKind(body.kind))
    return isUnknown && link.critical && entry.by !== null && !voids.has(entry.id)
  })

/** Far above what honest histories need: two. */
const maxRounds = 8

const forkVoidsOf = (entries: readonly SpaceEntry[]): Voids =>
  new Map(entries.filter(({ isForkVoid }) => isForkVoid).map(({ id }) => [id, 'entry/forked']))

const haveSameKeys = (one: Voids, other: Voids): boolean =>
  one.size === other.size && [...one.keys()].every((id) => other.has(id))

interface Kept {
  readonly view: SpaceView
  readonly committeeVersion: number
  readonly wider: SpaceView | null
}

export const createSpaces = (
  db: Database,
  committeeSpace: string,
  checks: CommitteeChecks,
): Spaces => {
  const kept = new Map<string, Kept>()
  const raws = createRawCache(db, committeeSpace, (space) => kept.delete(space))
  let committee: CommitteeState
  let devices: readonly KnownDevice[]
  let memberOf: ReadonlyMap<string, MemberId>
  /** `null` until they are asked for. */
  let committeeHeads: readonly Head[] | null
  let committeeVersion = 0

  const summaryOf: Spaces['summaryOf'] = (space) =>
    selectRow(
      db,
      'SELECT id AS space, kind, wider FROM space WHERE id = ? AND erased = 0 AND has_left = 0',
      [space],
      SummaryRow,
    )

  const foldAgain = (): void => {
    const { entries } = raws.get(committeeSpace)
    committee = foldCommitteeSpace(committeeSpace, entries, checks)
    devices = knownDevicesOf(committee)
    memberOf = new Map(devices.map(({ deviceId, memberId }) => [deviceId, memberId]))
    committeeHeads = null
    committeeVersion++
  }

  const findCommitteeHeads = (): readonly Head[] => {
    const links = raws
      .get(committeeSpace)
      .entries.map(({ link }) => link)
      .filter(({ device }) => memberOf.has(device))
    const cited = new Set<string | null>()
    for (const { previous, heads } of links) {
      cited.add(previous)
      for (const head of heads) cited.add(head)
    }
    return links.filter(({ id }) => !cited.has(id)).map(({ id, device }) => ({ id, device }))
  }

  const judge = (summary: SpaceSummary, wider: SpaceView | null): SpaceView => {
    const raw = raws.get(summary.space)
    const entries = raw.entries.map(toSpaceEntry(memberOf))
    const judgeOnce = (before: Voids) => {
      const opened = toOpened(entries, raw.entries, before)
      const grounds = groundsOf(summary, committee, entries, opened, wider?.forCase ?? noGrounds)
      const input: AccessInput = {
        space: summary.space,
        entries,
        devices,
        ...grounds.own,
        wider: wider?.past ?? null,
      }
      return { ...grounds, input, voids: judgeStanding(input) }
    }
    // A fact that is void names no reader, and whether one is void depends on who the readers are.
    let judged = judgeOnce(forkVoidsOf(entries))
    const readsOwnFacts = summary.kind === 'notice' || summary.kind === 'matter'
    for (let round = 0; readsOwnFacts && round < maxRounds; round++) {
      const again = judgeOnce(judged.voids)
      const isStable = haveSameKeys(again.voids, judged.voids)
      judged = again
      if (isStable) break
    }
    const { own, forCase, input, voids } = judged
    const marks = marksOf(
      [...own.leavings, ...forCase.leavings],
      [...own.entitlements, ...forCase.entitlements],
    )
    return {
      summary,
      raw,
      input,
      voids,
      readers: readersOf(input, voids),
      past: pastLeavings(entries, marks, input.wider),
      forCase,
      opened: toOpened(entries, raw.entries, voids),
      needsUpdate: isBeyondUs(entries, raw.entries, voids),
    }
  }

  const viewOf: Spaces['viewOf'] = (space) => {
    const summary = summaryOf(space)
    if (!summary) throw new Error('a view of a space that is not here')
    const wider =
      summary.wider !== null && summaryOf(summary.wider) !== null ? viewOf(summary.wider) : null
    const known = kept.get(space)
    if (known && known.committeeVersion === committeeVersion && known.wider === wider) {
      raws.get(space)
      return known.view
    }
    const view = judge(summary, wider)
    kept.set(space, { view, committeeVersion, wider })
    return view
  }

  /** New entries that change nobody's standing are judged alone, whatever the space has grown to. */
  const growView = (known: Kept, added: readonly RawEntry[], raw: RawSpace): void => {
    const { view } = known
    const entries = added.map(toSpaceEntry(memberOf))
    const hasBoxes = entries.some(({ lockbox }) => lockbox !== null)
    const { kind } = view.summary
    const isPlain = kind === 'case' && !hasBoxes
    if (!isPlain || view.input.leavings.length > 0 || raw.forkedAt.size > 0) {
      kept.delete(view.summary.space)
      return
    }
    kept.set(view.summary.space, {
      ...known,
      view: {
        ...view,
        input: { ...view.input, entries: [...view.input.entries, ...entries] },
        opened: [...view.opened, ...toOpened(entries, added, view.voids)],
      },
    })
  }

  foldAgain()
  return {
    committee: () => committee,
    devices: () => devices,
    committeeHeads: () => {
      committeeHeads ??= findCommitteeHeads()
      return committeeHeads
    },
    summaryOf,
    viewOf,
    grow: (space, added) => {
      const raw = raws.grow(space, added)
      const known = kept.get(space)
      if (known && raw) growView(known, added, raw)
      if (space === committeeSpace) foldAgain()
    },
    forget: (space) => {
      raws.forget(space)
      kept.delete(space)
      if (space === committeeSpace) foldAgain()
    },
  }
}
