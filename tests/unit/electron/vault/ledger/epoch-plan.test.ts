import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoxKeys } from '../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { planFirstEpoch } from '../../../../../electron/vault/ledger/epoch-plan'
import type { LedgerContext } from '../../../../../electron/vault/ledger/ledger-context'
import { maxDeviceBoxes } from '../../../../../shared/formats/device-boxes'
import { bytesToHex } from '../../../../../shared/util/bytes'
import { spaceOne } from '../../../../support/ledger-log'

beforeAll(loadSodium)

const laptops = maxDeviceBoxes + 30
const nameOf = (n: number) => n.toString(16).padStart(64, '0')

/** A member with more laptops than a lockbox holds. */
const contextOf = (withoutKey: readonly string[] = []): LedgerContext => {
  const boxKeys = makeBoxKeys()
  const boxKey = bytesToHex(boxKeys.publicKey)
  const ids = Array.from({ length: laptops }, (_, n) => nameOf(n))
  return {
    device: { memberId: 'ada', boxKeys },
    deviceId: nameOf(0),
    spaces: {
      devices: () => ids.map((deviceId) => ({ deviceId, memberId: 'ada', isLive: true })),
      committee: () => ({
        devices: ids
          .filter((deviceId) => !withoutKey.includes(deviceId))
          .map((deviceId) => ({ deviceId, boxKey })),
      }),
    },
  } as unknown as LedgerContext
}

describe('lockboxes of a new epoch', () => {
  it('are as many as it takes, with each device in one of them', () => {
    const { epoch, lockboxes } = planFirstEpoch(contextOf(), spaceOne)
    expect(lockboxes.map(({ recipients }) => recipients.length)).toEqual([maxDeviceBoxes, 30])
    expect(lockboxes.every((lockbox) => lockbox.epoch === epoch)).toBe(true)
    const devices = lockboxes.flatMap(({ recipients }) => recipients.map(({ device }) => device))
    expect(new Set(devices).size).toBe(laptops)
  })

  it('leave out a device that was never admitted', () => {
    const { lockboxes } = planFirstEpoch(contextOf([nameOf(7)]), spaceOne)
    const devices = lockboxes.flatMap(({ recipients }) => recipients.map(({ device }) => device))
    expect(devices).not.toContain(nameOf(7))
    expect(devices).toHaveLength(laptops - 1)
  })
})
