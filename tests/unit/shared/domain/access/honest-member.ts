import {
  isRotationOwed,
  missingLockboxes,
  recipientsFor,
  writableEpochs,
} from '../../../../../shared/domain/access/epochs'
import { grantableOf, readersOf } from '../../../../../shared/domain/access/readers'
import { decideNotice, type NoticeCommand } from '../../../../../shared/domain/notice/decide'
import type { EntryRef } from '../../../../../shared/domain/terms'
import {
  idOf,
  type Judged,
  laptopOf,
  type Name,
  type SpaceJudged,
  type World,
  type WorldEntry,
} from './space-world'

/** A member whose vault keeps the rules: it has what arrived, and decides by the same functions. */
export const createMember = (world: World, name: Name, nth = 1) => {
  const known = new Set<EntryRef>()
  const self = laptopOf(name, nth)
  const judge = (): Judged => world.judge(known)

  const keep = (entry: WorldEntry): WorldEntry => {
    known.add(entry.id)
    return entry
  }
  const makeLockbox = (
    space: 'notice' | 'case',
    recipients: string | readonly string[],
    epoch: { readonly keyId: string; readonly number: number },
    predecessorKeyIds: readonly string[] = [],
  ) =>
    keep(
      world.enter({ name, nth }, space, known, {
        lockbox: {
          recipients: [recipients].flat(),
          epochKeyId: epoch.keyId,
          epochNumber: epoch.number,
          predecessorKeyIds,
        },
      }),
    )

  /** Fills gaps, and makes a new epoch when one is owed; the epoch to write under. */
  const prepare = (space: 'notice' | 'case'): string => {
    const of = (judged: Judged): SpaceJudged => judged[space]
    const { input, voids } = of(judge())
    const [best] = writableEpochs(input, voids)
    if (best) return best.keyId
    const number = Math.max(-1, ...input.entries.map((e) => e.lockbox?.epochNumber ?? -1)) + 1
    const epoch = { keyId: `${name}${nth}-${space}-${number}`, number }
    const predecessor = input.entries.findLast((e) => e.lockbox?.epochNumber === number - 1)
    const recipients = recipientsFor(input, voids, self).map(({ deviceId }) => deviceId)
    makeLockbox(
      space,
      recipients,
      epoch,
      predecessor?.lockbox ? [predecessor.lockbox.epochKeyId] : [],
    )
    return epoch.keyId
  }

  /** Gives what is owed to those who may read, new readers among them. */
  const grantAll = (space: 'notice' | 'case'): void => {
    const { input, voids } = judge()[space]
    if (!readersOf(input, voids).has(idOf(name))) return
    const tips = writableEpochs(input, voids).slice(0, 1)
    for (const memberId of grantableOf(input, voids)) {
      for (const device of input.devices.filter((d) => d.memberId === memberId && d.isLive)) {
        for (const epoch of tips) makeLockbox(space, device.deviceId, epoch)
      }
    }
    for (const { device, epoch } of missingLockboxes(input, voids)) {
      makeLockbox(space, device.deviceId, epoch)
    }
  }

  const enterFact = (space: 'notice' | 'case', kind: string, content: unknown): WorldEntry =>
    keep(world.enter({ name, nth }, space, known, { kind, content, epochKeyId: prepare(space) }))

  return {
    name,
    known,
    judge,
    makeLockbox,
    grantAll,
    prepare,
    /** Asks the notice's rules; `null` when they refuse, or the member does not have the notice. */
    act: (command: NoticeCommand): readonly WorldEntry[] | null => {
      const { state, input, voids } = judge().notice
      if (command.do !== 'open' && !readersOf(input, voids).has(idOf(name))) return null
      const decided = decideNotice(state, command, idOf(name))
      if (!decided.ok) return null
      return decided.value.map(({ kind, content }) => enterFact('notice', kind, content))
    },
    /** A fact of the case, in an epoch that may be written under; `null` for who may not read it. */
    write: (): WorldEntry | null => {
      const { input, voids } = judge().case
      const isNew = input.entries.length === 0
      if (!isNew && !readersOf(input, voids).has(idOf(name))) return null
      return enterFact('case', 'note', {})
    },
    /** A removal from the committee, or a revoked device. */
    end: (kind: 'member.removed' | 'device.revoked', whom: string): WorldEntry =>
      keep(world.enter({ name, nth }, 'committee', known, { kind, content: whom })),
    owesRotation: (): boolean => {
      const { input, voids } = judge().case
      return isRotationOwed(input, voids)
    },
    /** Everything that the other has. */
    hear: (other: { readonly known: ReadonlySet<EntryRef> }): void => {
      for (const id of other.known) known.add(id)
    },
  }
}

export type Member = ReturnType<typeof createMember>

/** A world in which Ada opened a notice and a case, and those named have the notice. */
export const openCase = (
  world: World,
  audience: readonly Name[],
  leftOut: readonly Name[] = [],
) => {
  const ada = createMember(world, 'ada')
  ada.act({
    do: 'open',
    reportedNames: ['Rowan Pike'],
    channel: 'phone',
    urgency: 'soon',
    audience: ['ada' as const, ...audience].map(idOf),
    leftOut: leftOut.map(idOf),
  })
  ada.write()
  ada.grantAll('notice')
  const others = audience.map((name) => createMember(world, name))
  for (const other of others) other.hear(ada)
  return { ada, others }
}
