import { beforeAll, describe, expect, it } from 'vitest'
import {
  boxTo,
  type KeyPair,
  makeBoxKeys,
  randomBytes,
} from '../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import {
  keyIdOf,
  makeEpochKey,
  openLockbox,
  sealLockbox,
  unwrapPredecessor,
  wrapPredecessor,
} from '../../../../../electron/vault/ledger/lockbox'
import { unwrap } from '../../../../../shared/errors/result'
import type { DeviceId, KeyId } from '../../../../../shared/formats/ledger-ids'
import { encodeLockboxSecret, parseLockbox } from '../../../../../shared/formats/lockbox'
import { spaceOne, spaceTwo } from '../../../../support/ledger-log'

beforeAll(loadSodium)

const adasDevice = 'ad'.repeat(32) as DeviceId
const bensDevice = 'be'.repeat(32) as DeviceId
const misaddressed = { ok: false, error: { code: 'lockbox/misaddressed' } }
const doesNotOpen = { ok: false, error: { code: 'lockbox/does-not-open' } }

const lockboxFor = (boxKeys: KeyPair, number = 3) => {
  const epochKey = makeEpochKey(number)
  const bytes = sealLockbox(spaceOne, adasDevice, boxKeys.publicKey, epochKey, null)
  return { epochKey, bytes, lockbox: unwrap(parseLockbox(bytes)) }
}

describe('a lockbox', () => {
  it('opens for the device it is addressed to, in the first epoch and in the last', () => {
    const ada = makeBoxKeys()
    for (const number of [0, 3, 70_000, Number.MAX_SAFE_INTEGER]) {
      const { epochKey, lockbox } = lockboxFor(ada, number)
      expect(openLockbox(spaceOne, adasDevice, ada, lockbox)).toEqual({ ok: true, value: epochKey })
    }
  })

  it('is nothing to any other device, and an error when it is ours and does not open', () => {
    const ada = makeBoxKeys()
    const { lockbox } = lockboxFor(ada)
    expect(openLockbox(spaceOne, bensDevice, makeBoxKeys(), lockbox)).toEqual({
      ok: true,
      value: null,
    })
    expect(openLockbox(spaceOne, adasDevice, makeBoxKeys(), lockbox)).toEqual(doesNotOpen)
  })

  it('[promise 7] cannot be moved to another space, epoch, key or reader', () => {
    const ada = makeBoxKeys()
    const { lockbox } = lockboxFor(ada)
    const { epoch } = lockbox
    const open = (change: object, space = spaceOne, device = adasDevice) =>
      openLockbox(space, device, ada, { ...lockbox, ...change })
    expect(open({}, spaceTwo)).toEqual(misaddressed)
    expect(open({ recipient: bensDevice }, spaceOne, bensDevice)).toEqual(misaddressed)
    expect(open({ epoch: { ...epoch, number: 4 } })).toEqual(misaddressed)
    expect(open({ epoch: { ...epoch, keyId: '00'.repeat(16) as KeyId } })).toEqual(misaddressed)
  })

  it('is refused when its key is not the one that it names', () => {
    const ada = makeBoxKeys()
    const { lockbox } = lockboxFor(ada)
    const { epoch } = lockbox
    const lie = { space: spaceOne, recipient: adasDevice, epoch, key: randomBytes(32) }
    const box = boxTo(ada.publicKey, encodeLockboxSecret(lie))
    expect(openLockbox(spaceOne, adasDevice, ada, { ...lockbox, box })).toEqual(misaddressed)
    const noSecret = boxTo(ada.publicKey, randomBytes(32))
    expect(openLockbox(spaceOne, adasDevice, ada, { ...lockbox, box: noSecret })).toEqual(
      doesNotOpen,
    )
  })

  it('[promise 7] with any one byte of its box changed does not open', () => {
    const ada = makeBoxKeys()
    const { lockbox } = lockboxFor(ada)
    for (let at = 0; at < lockbox.box.length; at++) {
      const box = lockbox.box.slice()
      box[at] = (box[at] as number) ^ 1
      expect(openLockbox(spaceOne, adasDevice, ada, { ...lockbox, box })).toEqual(doesNotOpen)
    }
  })
})

describe('epoch keys', () => {
  it('lead from the newest to every one before, and from an older one to none after', () => {
    const [first, second, third] = [makeEpochKey(0), makeEpochKey(1), makeEpochKey(2)]
    const toFirst = wrapPredecessor(spaceOne, second, first)
    const toSecond = wrapPredecessor(spaceOne, third, second)
    const reached = unwrapPredecessor(spaceOne, third, toSecond)
    expect(reached).toEqual(second)
    expect(unwrapPredecessor(spaceOne, reached as typeof second, toFirst)).toEqual(first)
    expect(unwrapPredecessor(spaceOne, first, toFirst)).toBeNull()
    expect(unwrapPredecessor(spaceOne, third, toFirst)).toBeNull()
  })

  it('do not pass as the predecessor in another space, or of another epoch', () => {
    const [older, newer] = [makeEpochKey(0), makeEpochKey(1)]
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
    const newer = makeEpochKey(1)
    const misnamed = { ...makeEpochKey(0), key: randomBytes(32) }
    expect(
      unwrapPredecessor(spaceOne, newer, wrapPredecessor(spaceOne, newer, misnamed)),
    ).toBeNull()
  })

  it('are named by themselves alone', () => {
    const { epoch, key } = makeEpochKey(7)
    expect(keyIdOf(key)).toBe(epoch.keyId)
    expect(keyIdOf(makeEpochKey(7).key)).not.toBe(epoch.keyId)
  })
})
