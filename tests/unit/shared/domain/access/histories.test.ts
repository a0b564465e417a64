import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writableEpochs } from '../../../../../shared/domain/access/epochs'
import { knowsLeaving } from '../../../../../shared/domain/access/past'
import { readersOf, standingRecipients } from '../../../../../shared/domain/access/readers'
import { stateOfMember } from '../../../../../shared/domain/notice/clearance'
import type { EntryRef } from '../../../../../shared/domain/terms'
import { createMember, type Member } from './honest-member'
import {
  createWorld,
  idOf,
  type Judged,
  judgeAll,
  laptopOf,
  nameIds,
  type World,
  type WorldEntry,
} from './space-world'

/**
 * Random histories of five members who hear of each other now and then. Mallory's program is a
 * modified one: besides what it may do it writes on top of what it had once, boxes keys to anyone,
 * and declares for versions as it likes.
 */
const runs = 60
const who = fc.integer({ min: 0, max: nameIds.length - 1 })
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('hear' as const), who, other: who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('clear' as const), who, other: who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), who, other: who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('grant' as const), who, other: who }) },
  ...(
    [
      'conflict',
      'leave',
      'exclude',
      'vote',
      'amend',
      'withhold',
      'share',
      'remove',
      'remember',
      'back-date',
      'box-anyone',
      'box-everyone',
    ] as const
  ).map((one) => ({
    weight: 1,
    arbitrary: fc.record({ do: fc.constant(one), who, other: who }),
  })),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

interface Sealed {
  readonly entry: WorldEntry
  readonly before: Judged
}

const play = (seed: number, steps: readonly Step[]) => {
  const world = createWorld(seed)
  const members = nameIds.map((name) => createMember(world, name)) as [Member, ...Member[]]
  const [ada] = members
  ada.act({
    do: 'open',
    reportedNames: ['Rowan Pike'],
    channel: 'email',
    urgency: 'routine',
    audience: nameIds.map(idOf),
    leftOut: [],
  })
  ada.write()
  ada.grantAll('notice')
  for (const member of members) member.hear(ada)
  for (const member of members.filter(({ name }) => name !== 'dana')) {
    member.act({ do: 'declare', version: 1, answer: 'no-conflict' })
    ada.hear(member)
  }
  ada.grantAll('case')
  for (const member of members.filter(({ name }) => name !== 'ben')) member.hear(ada)

  const mallory = members.at(-1) as Member
  let once: ReadonlySet<EntryRef> = new Set(mallory.known)
  const sealed: Sealed[] = []
  const run: Record<Step['do'], (one: Member, other: Member) => void> = {
    hear: (one, other) => one.hear(other),
    clear: (one) => {
      const version = 1 + one.judge().notice.state.facts['notice.amended'].length
      one.act({ do: 'declare', version, answer: 'no-conflict' })
    },
    write: (one) => {
      const before = one.judge()
      const entry = one.write()
      if (entry) sealed.push({ entry, before })
    },
    grant: (one) => {
      one.grantAll('notice')
      one.grantAll('case')
    },
    conflict: (one) => {
      const version = 1 + one.judge().notice.state.facts['notice.amended'].length
      one.act({ do: 'declare', version, answer: 'conflict' })
    },
    leave: (one) => one.act({ do: 'leave', as: 'recused' }),
    exclude: (one, other) => one.act({ do: 'exclude', memberId: idOf(other.name) }),
    vote: (one, other) =>
      one.act({ do: 'vote-reinstatement', memberId: idOf(other.name), choice: 'yes' }),
    amend: (one, other) =>
      one.act({ do: 'amend', reportedNames: ['Rowan Pike', `named by ${one.name} ${other.name}`] }),
    withhold: (one, other) => one.act({ do: 'withhold', memberId: idOf(other.name) }),
    share: (one, other) => one.act({ do: 'share', memberIds: [idOf(other.name)] }),
    // Ada's program is honest: of the committee's own rules, nothing is asked here.
    remove: (_one, other) => {
      if (other.name !== 'ada') ada.end('member.removed', idOf(other.name))
    },
    remember: () => {
      once = new Set(mallory.known)
    },
    'back-date': () => {
      const keys = [...world.entries.values()].flatMap(({ lockbox }) => lockbox?.epochKeyId ?? [])
      world.enter(mallory, 'case', once, { kind: 'note', epochKeyId: keys.at(-1) ?? 'none' })
    },
    'box-anyone': (_one, other) => {
      const box = [...world.entries.values()].findLast(
        ({ lockbox, space }) => lockbox && space === 'case',
      )?.lockbox
      if (box) {
        const lockbox = { ...box, recipients: [laptopOf(other.name)] }
        world.enter(mallory, 'case', mallory.known, { lockbox })
      }
    },
    'box-everyone': (_one, other) => {
      const epochKeyId = `mallory, not for ${other.name}`
      const recipients = nameIds.filter((name) => name !== other.name).map((name) => laptopOf(name))
      const lockbox = { recipients, epochKeyId, epochNumber: 3, predecessorKeyIds: [] }
      world.enter(mallory, 'case', mallory.known, { lockbox })
    },
  }
  for (const { do: what, who: one, other } of steps) {
    run[what](members[one] as Member, members[other] as Member)
  }
  return { world, members, sealed }
}

const histories = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  steps: fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
})

const codesOf = (judged: Judged) =>
  [...judged.notice.voids, ...judged.case.voids].map(([id, code]) => `${id} ${code}`).sort()

const readersIn = ({ case: { input, voids } }: Judged) => readersOf(input, voids)

/** Runs a check at the end, over everything that anyone entered. */
const always = (check: (world: World, judged: Judged, played: ReturnType<typeof play>) => void) =>
  fc.assert(
    fc.property(histories, ({ seed, steps }) => {
      const played = play(seed, steps)
      check(played.world, played.world.judge(), played)
    }),
    { numRuns: runs },
  )

describe('histories of several members', () => {
  it('[A9, promise 6] are judged alike in any order and however often an entry comes', () => {
    fc.assert(
      fc.property(
        histories,
        fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })),
        ({ seed, steps }, dice) => {
          const { world } = play(seed, steps)
          const entries = [...world.entries.values()]
          const shuffled = entries
            .map((entry) => ({ entry, at: dice.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ entry }) => entry)
          const twice = new Map([...shuffled, ...entries].map((entry) => [entry.id, entry]))
          const one = judgeAll(entries)
          const other = judgeAll(twice.values())
          expect(codesOf(other)).toEqual(codesOf(one))
          expect(readersIn(other)).toEqual(readersIn(one))
          for (const name of nameIds) {
            expect(stateOfMember(other.notice.state, idOf(name))).toBe(
              stateOfMember(one.notice.state, idOf(name)),
            )
          }
        },
      ),
      { numRuns: runs },
    )
  })

  it('[A4, A10, R24, promise 3] have no reader without a "no conflict" of their own that stands', () => {
    always((_world, judged) => {
      for (const reader of readersIn(judged)) {
        expect(['cleared', 'stale']).toContain(stateOfMember(judged.notice.state, reader))
      }
    })
  })

  it('[A3, A5, A7, promise 3] let no leaver enter anything, or be given a key, by who had seen it', () => {
    always((_world, { case: { input, voids, past } }) => {
      const memberOf = new Map(input.devices.map((one) => [one.deviceId, one.memberId]))
      for (const entry of input.entries) {
        const { id, by } = entry
        if (voids.has(id)) continue
        const given = standingRecipients(entry, voids).map((recipient) => memberOf.get(recipient))
        const concerned = [by, ...given]
        const known = input.leavings.filter(
          (leaving) =>
            concerned.includes(leaving.memberId) &&
            knowsLeaving(past.before(id), past, leaving, voids),
        )
        expect(known).toEqual([])
      }
    })
  })

  it('[A7] void whatever a leaver adds behind the cut, on top of anything that they had', () => {
    let cuts = 0
    always((world, { case: { input, voids } }, { members }) => {
      const standing = input.leavings.filter(({ undone }) => undone === undefined)
      const left = members.find(({ name }) => standing.some((one) => one.memberId === idOf(name)))
      const writer = members.find(({ name }) => readersOf(input, voids).has(idOf(name)))
      if (!left || !writer) return
      for (const other of members) writer.hear(other)
      for (const id of world.entries.keys()) writer.known.add(id)
      writer.write()
      const isCut = (entry: WorldEntry) => {
        const judged = world.judge().case
        return judged.voids.has(entry.id)
      }
      for (const known of [new Set<EntryRef>(), left.known]) {
        const late = world.enter(left, 'case', known, { kind: 'note', epochKeyId: 'any' })
        expect(isCut(late)).toBe(true)
        cuts++
      }
    })
    expect(cuts).toBeGreaterThan(20)
  })

  it('[A6, A11, promise 4] never seal a fact to someone whose leaving its honest author had seen', () => {
    let sealedFacts = 0
    always((_world, judged, { sealed }) => {
      for (const { entry, before } of sealed) {
        if (entry.by === idOf('mallory')) continue
        sealedFacts++
        expect(judged.case.voids.get(entry.id)).not.toBe('entry/sealed-to-one-who-left')
        const { input, voids } = before.case
        const writable = writableEpochs(input, voids).map(({ keyId }) => keyId)
        const isNew = input.entries.every(({ lockbox }) => lockbox?.epochKeyId !== entry.epochKeyId)
        expect(isNew || writable.includes(entry.epochKeyId as string)).toBe(true)
      }
    })
    expect(sealedFacts).toBeGreaterThan(50)
  })

  it('[A11] end with an epoch for exactly those who may read, once everyone has heard everything', () => {
    always((world, _judged, { members }) => {
      const [first] = members
      for (const id of world.entries.keys()) for (const one of members) one.known.add(id)
      const readers = readersIn(first.judge())
      const writer = members.find(({ name }) => readers.has(idOf(name)))
      if (!writer) return
      const note = writer.write() as WorldEntry
      const { input, voids } = world.judge().case
      expect(voids.has(note.id)).toBe(false)
      const memberOf = new Map(input.devices.map((one) => [one.deviceId, one.memberId]))
      const holders = input.entries
        .filter(({ lockbox }) => lockbox?.epochKeyId === note.epochKeyId)
        .flatMap(({ lockbox }) => lockbox?.recipients ?? [])
        .map((recipient) => memberOf.get(recipient))
      for (const holder of holders) {
        expect(['cleared', 'stale']).toContain(
          stateOfMember(world.judge().notice.state, holder as never),
        )
      }
    })
  })
})
