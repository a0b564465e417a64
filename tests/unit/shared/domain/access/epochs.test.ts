import { describe, expect, it } from 'vitest'
import {
  isRotationOwed,
  missingLockboxes,
  recipientsFor,
  tipEpochs,
  writableEpochs,
} from '../../../../../shared/domain/access/epochs'
import { pastLeavings } from '../../../../../shared/domain/access/past'
import { grantableOf, readersOf } from '../../../../../shared/domain/access/readers'
import {
  type AccessInput,
  boxRefOf,
  type SpaceEntry,
} from '../../../../../shared/domain/access/types'
import type { EntryRef } from '../../../../../shared/domain/terms'
import { idOf, laptopOf, type Name } from './space-world'

const none = new Map<EntryRef, string>()
const ref = (n: number) => n.toString(16).padStart(64, '0') as EntryRef

type Box = readonly [
  by: Name,
  to: string | readonly string[],
  epoch: string,
  number: number,
  predecessor?: string,
]

const inputOf = (
  boxes: readonly Box[],
  changes: Partial<AccessInput> = {},
  names: readonly Name[] = ['ada', 'ben', 'cleo'],
): AccessInput => ({
  space: 'case',
  entries: boxes.map(
    ([by, to, epochKeyId, epochNumber, predecessor], n): SpaceEntry => ({
      id: ref(n),
      deviceId: laptopOf(by),
      by: idOf(by),
      atMs: n,
      previous: n === 0 ? null : ref(n - 1),
      heads: [],
      epochKeyId: null,
      lockbox: {
        recipients: [to].flat(),
        epochKeyId,
        epochNumber,
        predecessorKeyIds: predecessor === undefined ? [] : [predecessor],
      },
      kind: null,
      content: null,
      isForkVoid: false,
    }),
  ),
  devices: names.flatMap((name) => [
    { deviceId: laptopOf(name), memberId: idOf(name), isLive: true },
    { deviceId: laptopOf(name, 2), memberId: idOf(name), isLive: false },
  ]),
  entitlements: names.map((name) => ({ memberId: idOf(name), seen: null, outdatedBy: [] })),
  leavings: [],
  wider: null,
  ...changes,
})

const cleoLeft = [
  { entryId: ref(900), space: 'notice', memberId: idOf('cleo'), deviceId: null },
] as const
const [ada, ben, cleo] = (['ada', 'ben', 'cleo'] as const).map((name) => laptopOf(name)) as [
  string,
  string,
  string,
]

describe('epochs', () => {
  it('[A11] prefers the highest number, then the lowest key id', () => {
    const input = inputOf([
      ['ada', ada, 'k9', 0],
      ['ada', ada, 'k2', 1, 'k9'],
      ['ben', ben, 'k1', 1, 'k9'],
    ])
    expect(writableEpochs(input, none).map(({ keyId }) => keyId)).toEqual(['k1', 'k2', 'k9'])
  })

  it('[A11] owes a rotation when one who left holds a key of each epoch, and not before there is one', () => {
    const boxes: Box[] = [
      ['ada', ada, 'k0', 0],
      ['ada', cleo, 'k0', 0],
    ]
    expect(isRotationOwed(inputOf(boxes), none)).toBe(false)
    expect(isRotationOwed(inputOf(boxes, { leavings: cleoLeft }), none)).toBe(true)
    expect(isRotationOwed(inputOf([], { leavings: cleoLeft }), none)).toBe(false)
    const rotated: Box[] = [...boxes, ['ada', ada, 'k1', 1, 'k0']]
    expect(isRotationOwed(inputOf(rotated, { leavings: cleoLeft }), none)).toBe(false)
  })

  it('[A11] counts a void lockbox as held, and an epoch of void lockboxes only as none', () => {
    const input = inputOf(
      [
        ['ada', ada, 'k0', 0],
        ['ben', cleo, 'k0', 0],
        ['ben', ben, 'k1', 1, 'k0'],
      ],
      { leavings: cleoLeft },
    )
    const voids = new Map([
      [ref(1), 'lockbox/after-leaving'],
      [ref(2), 'entry/after-cut'],
    ])
    expect(writableEpochs(input, voids)).toEqual([])
    expect(isRotationOwed(input, voids)).toBe(true)
  })

  it('[A10, A12] is made for live devices of readers, and of nobody who waits or left', () => {
    const input = inputOf(
      [
        ['ada', ada, 'k0', 0],
        ['ada', cleo, 'k0', 0],
      ],
      { leavings: cleoLeft },
    )
    expect([...readersOf(input, none)]).toEqual([idOf('ada')])
    expect([...grantableOf(input, none)]).toEqual([idOf('ben')])
    expect(recipientsFor(input, none, ada).map(({ deviceId }) => deviceId)).toEqual([ada])
    expect(recipientsFor(input, none, ben).map(({ deviceId }) => deviceId)).toEqual([ben, ada])
  })

  it('[A10] ignores a leaving that is void or undone', () => {
    const boxes: Box[] = [
      ['ada', ada, 'k0', 0],
      ['ada', cleo, 'k0', 0],
    ]
    const input = inputOf(boxes, { leavings: cleoLeft })
    const isCleoIn = (of: AccessInput, voids: ReadonlyMap<EntryRef, string>) =>
      readersOf(of, voids).has(idOf('cleo'))
    expect(isCleoIn(input, none)).toBe(false)
    expect(isCleoIn(input, new Map([[ref(900), 'entry/author-left']]))).toBe(true)
    const undone = [{ ...cleoLeft[0], undone: [{ of: [ref(901)], needed: 1 }] }]
    expect(isCleoIn(inputOf(boxes, { leavings: undone }), none)).toBe(true)
  })

  it('[A10] keeps the access of a reader whose ground an amendment outdated, and gives none on it', () => {
    const entitlements = (['ada', 'ben', 'cleo'] as const).map((name) => ({
      memberId: idOf(name),
      seen: null,
      outdatedBy: name === 'ada' ? [] : [ref(800)],
    }))
    const input = inputOf(
      [
        ['ada', ada, 'k0', 0],
        ['ada', ben, 'k0', 0],
      ],
      { entitlements },
    )
    expect([...readersOf(input, none)]).toEqual([idOf('ada'), idOf('ben')])
    expect([...grantableOf(input, none)]).toEqual([])
  })

  it('[A13] misses a lockbox of each tip for each live device of a reader', () => {
    const input = inputOf([
      ['ada', ada, 'k0', 0],
      ['ada', ben, 'k0', 0],
      ['ada', ada, 'k1', 1, 'k0'],
      ['ben', ben, 'k2', 1, 'k0'],
    ])
    expect(tipEpochs(input, none).map(({ keyId }) => keyId)).toEqual(['k1', 'k2'])
    expect(
      missingLockboxes(input, none).map(({ device, epoch }) => [device.deviceId, epoch.keyId]),
    ).toEqual([
      [ada, 'k2'],
      [ben, 'k1'],
    ])
    const lost = new Map([[ref(2), 'entry/after-cut']])
    expect(missingLockboxes(input, lost).map(({ device }) => device.deviceId)).toEqual([ada])
  })

  it('[A13, A14] misses the boxes of a lockbox that are void, and not the others', () => {
    const input = inputOf([['ada', [ada, ben, cleo], 'k0', 0]])
    const voids = new Map([[boxRefOf(ref(0), ben), 'lockbox/not-cleared']])
    expect(missingLockboxes(input, none)).toEqual([])
    expect([...readersOf(input, voids)].sort()).toEqual([idOf('ada'), idOf('cleo')].sort())
    expect([...grantableOf(input, voids)]).toEqual([idOf('ben')])
    const benGrantedBefore = inputOf([
      ['ada', [ada, ben], 'k0', 0],
      ['ada', [ada, ben], 'k1', 1, 'k0'],
    ])
    const lost = new Map([[boxRefOf(ref(1), ben), 'lockbox/not-cleared']])
    expect(missingLockboxes(benGrantedBefore, lost).map(({ device }) => device.deviceId)).toEqual([
      ben,
    ])
  })

  it('[A11, A14] counts a void box as held, whatever else its lockbox holds', () => {
    const input = inputOf([['ada', [ada, cleo], 'k0', 0]], { leavings: cleoLeft })
    const voids = new Map([[boxRefOf(ref(0), cleo), 'lockbox/after-leaving']])
    expect(writableEpochs(input, voids)).toEqual([])
    expect(isRotationOwed(input, voids)).toBe(true)
  })

  it('[A13] wraps as many epochs as a lockbox names', () => {
    const [first, second] = inputOf([
      ['ada', ada, 'k1', 0],
      ['ben', ben, 'k2', 0],
      ['ada', [ada, ben], 'k3', 1],
    ]).entries as [SpaceEntry, SpaceEntry, SpaceEntry]
    const third = inputOf([['ada', [ada, ben], 'k3', 1]]).entries[0] as SpaceEntry
    const lockbox = { ...(third.lockbox as NonNullable<typeof third.lockbox>) }
    const both = { ...third, id: ref(2), lockbox: { ...lockbox, predecessorKeyIds: ['k1', 'k2'] } }
    const input = { ...inputOf([]), entries: [first, second, both] }
    expect(tipEpochs(input, none).map(({ keyId }) => keyId)).toEqual(['k3'])
  })

  it('[A13] lets no two epochs hide each other', () => {
    const input = inputOf([
      ['ada', ada, 'k0', 0, 'k1'],
      ['ada', ada, 'k1', 1, 'k0'],
    ])
    expect(tipEpochs(input, none).map(({ keyId }) => keyId)).toEqual(['k1'])
  })
})

describe('what entries had seen', () => {
  it('goes through wider spaces and keeps their bits', () => {
    const link = (n: number, previous: number | null, ...heads: number[]) => ({
      id: ref(n),
      previous: previous === null ? null : ref(previous),
      heads: heads.map(ref),
    })
    const committee = pastLeavings([link(1, null), link(2, 1), link(3, 2)], [ref(2)], null)
    const notice = pastLeavings([link(11, null, 1), link(12, 11, 3)], [ref(11), ref(2)], committee)
    const own = pastLeavings([link(21, null, 11), link(22, 21, 12), link(23, null)], [], notice)
    const seen = (n: number) =>
      [2, 11].filter((mark) => (own.before(ref(n)) & (own.bits.get(ref(mark)) ?? 0n)) !== 0n)
    expect([21, 22, 23].map(seen)).toEqual([[11], [2, 11], []])
    expect(own.bits.size).toBe(2)
    expect(own.upTo(ref(99))).toBe(0n)
  })
})
