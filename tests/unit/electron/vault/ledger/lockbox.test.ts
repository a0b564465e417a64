import { beforeAll, describe, expect, it } from 'vitest'
import { boxTo, makeBoxKeys, randomBytes } from '../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import {
  type EpochKey,
  keyIdOf,
  makeEpochKey,
  openLockbox,
  sealLockbox,
  unwrapPredecessor,
  wrapPredecessor,
} from '../../../../../electron/vault/ledger/lockbox'
import { unwrap } from '../../../../../shared/errors/result'
import type { DeviceId, KeyId } from '../../../../../shared/formats/ledger-ids'
import { type Lockbox, parseLockbox } from '../../../../../shared/formats/lockbox'
import { spaceOne, spaceTwo } from '../../../../support/ledger-log'

beforeAll(loadSodium)

const adasDevice = 'ad'.repeat(32) as DeviceId
const bensDevice = 'be'.repeat(32) as DeviceId
const cleosDevice = 'c1'.repeat(32) as DeviceId
const misaddressed = { ok: false, error: { code: 'lockbox/misaddressed' } }
const doesNotOpen = { ok: false, error: { code: 'lockbox/does-not-open' } }

const cast = () => {
  const [ada, ben] = [makeBoxKeys(), makeBoxKeys()]
  return { ada, ben }
}

const lockboxFor = ({ ada, ben }: ReturnType<typeof cast>, number = 3) => {
  const epochKey = makeEpochKey(spaceOne, number)
  const bytes = sealLockbox(
    epochKey,
    [],
    [
      { device: bensDevice, boxKey: ben.publicKey },
      { device: adasDevice, boxKey: ada.publicKey },
    ],
  )
  return { epochKey, lockbox: unwrap(parseLockbox(bytes)) }
}

const withBox = (lockbox: Lockbox, device: DeviceId, box: Uint8Array): Lockbox => ({
  ...lockbox,
  boxes: lockbox.boxes.map((one) => (one.device === device ? { device, box } : one)),
})

describe('a lockbox', () => {
  it('opens for each device that it is for, in the first epoch and in the last', () => {
    const keys = cast()
    for (const number of [0, 3, 70_000, Number.MAX_SAFE_INTEGER]) {
      const { epochKey, lockbox } = lockboxFor(keys, number)
      const opened = { ok: true, value: epochKey }
      expect(openLockbox(spaceOne, adasDevice, keys.ada, lockbox)).toEqual(opened)
      expect(openLockbox(spaceOne, bensDevice, keys.ben, lockbox)).toEqual(opened)
    }
  })

  it('is nothing to any other device, and an error when a box is ours and does not open', () => {
    const keys = cast()
    const { lockbox } = lockboxFor(keys)
    expect(openLockbox(spaceOne, cleosDevice, makeBoxKeys(), lockbox)).toEqual({
      ok: true,
      value: null,
    })
    expect(openLockbox(spaceOne, adasDevice, makeBoxKeys(), lockbox)).toEqual(doesNotOpen)
  })

  it('[promise 7] cannot be moved to another space, epoch, key or reader', () => {
    const keys = cast()
    const { lockbox } = lockboxFor(keys)
    const { epoch } = lockbox
    const open = (change: Partial<Lockbox>, space = spaceOne) =>
      openLockbox(space, adasDevice, keys.ada, { ...lockbox, ...change })
    expect(open({}).ok).toBe(true)
    expect(open({}, spaceTwo)).toEqual(misaddressed)
    expect(open({ epoch: { ...epoch, number: 4 } })).toEqual(misaddressed)
    expect(open({ epoch: { ...epoch, keyId: '00'.repeat(16) as KeyId } })).toEqual(misaddressed)
    const bensBox = lockbox.boxes.find(({ device }) => device === bensDevice)?.box as Uint8Array
    expect(open(withBox(lockbox, adasDevice, bensBox))).toEqual(doesNotOpen)
  })

  it('is refused when its key is not the one that it names, by that reader and by nobody else', () => {
    const keys = cast()
    const { lockbox, epochKey } = lockboxFor(keys)
    const lie = withBox(lockbox, adasDevice, boxTo(keys.ada.publicKey, randomBytes(32)))
    expect(openLockbox(spaceOne, adasDevice, keys.ada, lie)).toEqual(misaddressed)
    expect(openLockbox(spaceOne, bensDevice, keys.ben, lie)).toEqual({ ok: true, value: epochKey })
  })

  it('[promise 7] with any one byte of its box changed does not open', () => {
    const keys = cast()
    const { lockbox } = lockboxFor(keys)
    const own = lockbox.boxes.find(({ device }) => device === adasDevice)?.box as Uint8Array
    for (let at = 0; at < own.length; at++) {
      const box = own.slice()
      box[at] = (box[at] as number) ^ 1
      const bent = withBox(lockbox, adasDevice, box)
      expect(openLockbox(spaceOne, adasDevice, keys.ada, bent)).toEqual(doesNotOpen)
    }
  })
})

describe('epoch keys', () => {
  it('lead from the newest to every one before, and from an older one to none after', () => {
    const [first, second, third] = [0, 1, 2].map((number) => makeEpochKey(spaceOne, number)) as [
      EpochKey,
      EpochKey,
      EpochKey,
    ]
    const toFirst = wrapPredecessor(spaceOne, second, first)
    const toSecond = wrapPredecessor(spaceOne, third, second)
    const reached = unwrapPredecessor(spaceOne, third, toSecond)
    expect(reached).toEqual(second)
    expect(unwrapPredecessor(spaceOne, reached as typeof second, toFirst)).toEqual(first)
    expect(unwrapPredecessor(spaceOne, first, toFirst)).toBeNull()
    expect(unwrapPredecessor(spaceOne, third, toFirst)).toBeNull()
  })

  it('do not pass as the predecessor in another space, or of another epoch', () => {
    const [older, newer] = [makeEpochKey(spaceOne, 0), makeEpochKey(spaceOne, 1)]
    const predecessor = wrapPredecessor(spaceOne, newer, older)
    const renumbered = { ...predecessor, epoch: { ...older.epoch, number: 5 } }
    const renamed = { ...predecessor, epoch: { ...older.epoch, keyId: newer.epoch.keyId } }
    const later = { ...newer, epoch: { ...newer.epoch, number: 2 } }
    expect(unwrapPredecessor(spaceTwo, newer, predecessor)).toBeNull()
    expect(unwrapPredecessor(spaceOne, newer, renumbered)).toBeNull()
    expect(unwrapPredecessor(spaceOne, newer, renamed)).toBeNull()
    expect(unwrapPredecessor(spaceOne, later, predecessor)).toBeNull()
  })

  it('are refused as a predecessor under a name that is not theirs', () => {
    const newer = makeEpochKey(spaceOne, 1)
    const misnamed = { ...makeEpochKey(spaceOne, 0), key: randomBytes(32) }
    expect(
      unwrapPredecessor(spaceOne, newer, wrapPredecessor(spaceOne, newer, misnamed)),
    ).toBeNull()
  })

  it('are named by themselves, their space and their number alone', () => {
    const { epoch, key } = makeEpochKey(spaceOne, 7)
    expect(keyIdOf(spaceOne, 7, key)).toBe(epoch.keyId)
    expect(keyIdOf(spaceTwo, 7, key)).not.toBe(epoch.keyId)
    expect(keyIdOf(spaceOne, 8, key)).not.toBe(epoch.keyId)
    expect(makeEpochKey(spaceOne, 7).epoch.keyId).not.toBe(epoch.keyId)
  })
})
