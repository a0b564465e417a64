import {
  InvitationId,
  MatterId,
  NoticeId,
  RequestId,
} from '../../../shared/contracts/committee-views'
import {
  CaseId,
  EntryRef,
  IntakeId,
  MemberId,
  PartRef,
  PersonId,
  TaskId,
} from '../../../shared/domain/terms'
import { VaultId } from '../../../shared/util/ids'

/** Ids that are the same at every run: a kind's digit, then a count. */
const hex = (bytes: number, kind: number, count: number): string =>
  (kind.toString(16) + count.toString(16).padStart(bytes * 2 - 1, '0')).slice(0, bytes * 2)

export const caseIdOf = (count: number): CaseId => CaseId.parse(hex(16, 0xc, count))
export const personIdOf = (count: number): PersonId => PersonId.parse(hex(16, 0xb, count))
export const taskIdOf = (count: number): TaskId => TaskId.parse(hex(16, 0xa, count))
export const memberIdOf = (count: number): MemberId => MemberId.parse(hex(16, 0xd, count))
export const intakeIdOf = (count: number): IntakeId => IntakeId.parse(hex(16, 0x1, count))
export const entryIdOf = (count: number): EntryRef => EntryRef.parse(hex(32, 0xe, count))
export const partIdOf = (count: number): PartRef => PartRef.parse(hex(32, 0xf, count))
export const invitationIdOf = (count: number): InvitationId =>
  InvitationId.parse(hex(16, 0x2, count))
export const requestIdOf = (count: number): RequestId => RequestId.parse(hex(16, 0x3, count))
export const matterIdOf = (count: number): MatterId => MatterId.parse(hex(16, 0x4, count))
export const noticeIdOf = (count: number): NoticeId => NoticeId.parse(hex(16, 0x5, count))
export const vaultIdOf = (count: number): VaultId => VaultId.parse(hex(16, 0x9, count))

/** A seeded generator (mulberry32): made-up data that is the same at every run. */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pickFrom = <T>(random: () => number, from: readonly T[]): T => {
  const picked = from[Math.floor(random() * from.length)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}

export const fingerprintWords: readonly string[] = [
  'harbor',
  'lantern',
  'maple',
  'violin',
  'copper',
  'meadow',
  'signal',
  'winter',
  'button',
  'canyon',
  'ribbon',
  'saddle',
]

const moreWords = [
  'anchor',
  'basket',
  'candle',
  'desert',
  'engine',
  'falcon',
  'garden',
  'hammer',
  'island',
  'jacket',
  'kitten',
  'ladder',
  'magnet',
  'napkin',
  'orange',
  'pencil',
  'quartz',
  'rocket',
  'silver',
  'timber',
  'umbrella',
  'velvet',
  'walnut',
  'yellow',
  'zipper',
  'bottle',
  'carpet',
  'donkey',
  'eleven',
  'forest',
] as const

/** Fingerprint words of another device: twelve, the same at every run. */
export const wordsOf = (seed: number): string[] => {
  const random = createRandom(seed)
  return Array.from({ length: fingerprintWords.length }, () => pickFrom(random, moreWords))
}

export const invitationCode = 'K7QM-4XZT-9BWD-HR2C-6PNE-YJ3A-V8GF-5SLU-T0'
export const recoveryKey = '4TQ7-9KXM-2HVB-W6RD-8PNC-YE3J-5ZAG-M'
export const renewedRecoveryKey = '8PNC-YE3J-5ZAG-4TQ7-9KXM-2HVB-W6RD-K'

const first = [
  'Amber',
  'Birch',
  'Cedar',
  'Dune',
  'Ember',
  'Fern',
  'Grove',
  'Heron',
  'Iris',
  'Juniper',
  'Kelp',
  'Larch',
  'Moss',
  'Nettle',
  'Osprey',
  'Pebble',
  'Quartz',
  'Reed',
  'Slate',
  'Thistle',
]
const second = [
  'Anchor',
  'Bridge',
  'Compass',
  'Delta',
  'Easel',
  'Ferry',
  'Garden',
  'Harbour',
  'Island',
  'Jetty',
  'Kettle',
  'Ladder',
  'Mill',
  'North',
  'Orchard',
  'Path',
  'Quay',
  'River',
  'Stone',
  'Tower',
]

export const codeNameOf = (random: () => number): string =>
  `${pickFrom(random, first)} ${pickFrom(random, second)}`
