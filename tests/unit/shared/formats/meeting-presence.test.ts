import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodePresence, parsePresence } from '../../../../shared/formats/meeting-presence'

const anyDevice = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'))

describe('what a laptop shows in the lobby', () => {
  it('is read as it was written, and always as long', () => {
    fc.assert(
      fc.property(anyDevice, (deviceId) => {
        const bytes = encodePresence({ deviceId })
        expect(bytes).toHaveLength(64)
        expect(parsePresence(bytes)).toEqual({ deviceId })
      }),
    )
  })

  it('is read of a later version too, as far as it is known', () => {
    const deviceId = 'ab'.repeat(32)
    const bytes = encodePresence({ deviceId })
    bytes[0] = 2
    bytes[40] = 7
    expect(parsePresence(bytes)).toEqual({ deviceId })
  })

  it('is refused of another length or without a version', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 130 }), (bytes) => {
        expect(parsePresence(bytes) === null).toBe(bytes.length !== 64 || bytes[0] === 0)
      }),
    )
    expect(() => encodePresence({ deviceId: 'abcd' })).toThrow()
  })
})
