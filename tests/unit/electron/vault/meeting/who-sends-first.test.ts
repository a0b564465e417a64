import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeInLine } from '../../../../../electron/vault/meeting/who-sends-first'

const id = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((value) => Buffer.from(value).toString('hex'))

describe('who brings a space first', () => {
  it('is one of those who have it, and everyone has another place', () => {
    fc.assert(
      fc.property(
        id(16),
        fc.uniqueArray(id(32), { minLength: 1, maxLength: 8 }),
        (space, devices) => {
          const places = devices.map((own) =>
            placeInLine(
              space,
              own,
              devices.filter((device) => device !== own),
            ),
          )
          expect([...places].sort()).toEqual(devices.map((_, at) => at))
        },
      ),
    )
  })

  it('is another one for another space: each brings about its share', () => {
    const hexOf = (seed: number) =>
      Math.imul(seed + 1, 0x9e3779b1)
        .toString(16)
        .replace('-', '')
        .padStart(8, '0')
        .slice(0, 8)
    const devices = [1, 2, 3, 4].map((seed) => hexOf(seed).repeat(8))
    const firsts = new Map(devices.map((device) => [device, 0]))
    for (let space = 0; space < 4_000; space++)
      for (const own of devices) {
        const others = devices.filter((device) => device !== own)
        if (placeInLine(hexOf(space + 77).repeat(4), own, others) === 0)
          firsts.set(own, (firsts.get(own) ?? 0) + 1)
      }
    for (const count of firsts.values()) expect(count).toBeGreaterThan(600)
  })
})
