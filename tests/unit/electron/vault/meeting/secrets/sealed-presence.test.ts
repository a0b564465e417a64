import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium } from '../../../../../../electron/vault/crypto/sodium'
import {
  openPresence,
  sealPresence,
} from '../../../../../../electron/vault/meeting/secrets/sealed-presence'
import { maxPresenceBytes } from '../../../../../../shared/contracts/sync-link'

beforeAll(loadSodium)

const room = { name: 'a1'.repeat(32), presenceKey: new Uint8Array(32).fill(1) as never }
const deviceId = 'd0'.repeat(32)

describe('a sealed presence', () => {
  it('opens in its room, and shows nothing outside of it', () => {
    const sealed = sealPresence(room, { deviceId })
    expect(sealed.length).toBeLessThanOrEqual(maxPresenceBytes)
    expect(Buffer.from(sealed).includes(Buffer.from(deviceId, 'hex'))).toBe(false)
    expect(openPresence(room, sealed)).toEqual({ deviceId })
    expect(openPresence({ ...room, name: 'a2'.repeat(32) }, sealed)).toBeNull()
    const otherKey = new Uint8Array(32).fill(2) as never
    expect(openPresence({ ...room, presenceKey: otherKey }, sealed)).toBeNull()
  })

  it('is another one each time, and as long', () => {
    const [one, other] = [sealPresence(room, { deviceId }), sealPresence(room, { deviceId })]
    expect(one).not.toEqual(other)
    expect(one).toHaveLength(136)
    expect(other).toHaveLength(136)
  })

  it('is refused when anything in it was changed, or is no presence', () => {
    const sealed = sealPresence(room, { deviceId })
    for (const at of [0, 30, 60, 135]) {
      const changed = sealed.slice()
      changed[at] = (changed[at] as number) ^ 1
      expect(openPresence(room, changed)).toBeNull()
    }
    expect(openPresence(room, new Uint8Array())).toBeNull()
  })
})
