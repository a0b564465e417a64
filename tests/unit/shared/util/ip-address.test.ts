import { isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToIp, ipToBytes, reachOfIp } from '../../../../shared/util/ip-address'

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
/** Zero groups in every place, which is what the writing of IPv6 is about. */
const zeroRich = bytesOf(16).chain((bytes) =>
  fc
    .array(fc.boolean(), { minLength: 8, maxLength: 8 })
    .map((isZero) => bytes.map((byte, i) => (isZero[i >> 1] ? 0 : byte))),
)
const reachOf = (text: string) => {
  const bytes = ipToBytes(text)
  return bytes && reachOfIp(bytes)
}

describe('an IP address', () => {
  it('comes back from its text', () => {
    fc.assert(
      fc.property(fc.oneof(bytesOf(4), bytesOf(16), zeroRich), (bytes) => {
        const text = bytesToIp(bytes)
        expect(ipToBytes(text)).toEqual(bytes)
        expect(isIP(text)).toBe(bytes.length === 4 ? 4 : 6)
      }),
    )
  })

  it('of IPv6 is written as browsers write it', () => {
    fc.assert(
      fc.property(zeroRich, (bytes) => {
        expect(`[${bytesToIp(bytes)}]`).toBe(new URL(`http://[${bytesToIp(bytes)}]`).hostname)
      }),
    )
  })

  it.each([
    ['FD00:0:0:0:0:0:0:2', 'fd00::2'],
    ['fd00::0002', 'fd00::2'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['fd00::', 'fd00::'],
  ])('is read however it is written: %s', (text, written) => {
    const bytes = ipToBytes(text)
    expect(bytes && bytesToIp(bytes)).toBe(written)
  })

  it.each([
    ...['', '10', '10.0.0', '10.0.0.256', '10.0.0.1.2', '010.0.0.1', '10.0.0.-1', ' 10.0.0.1'],
    ...['0x7f.0.0.1', '2130706433', 'localhost', 'fe80::1%eth0', '::ffff:10.0.0.1', 'fd00:1:2'],
    ...[
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7::8',
      'fd00:12345::1',
      '1:2:3:4:5:6:7:8:9',
      ':1:2:3:4:5:6:7',
    ],
  ])('is nothing else: %s', (text) => {
    expect(ipToBytes(text)).toBeNull()
  })

  it('is never found in a text that the system takes for none', () => {
    const likely = fc.string({ unit: fc.constantFrom(...'0123456789abf.:%') })
    fc.assert(
      fc.property(likely, (text) => {
        if (ipToBytes(text) !== null) expect(isIP(text)).not.toBe(0)
      }),
    )
  })
})

describe('the reach of an address', () => {
  it.each([
    ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
    ...['169.254.1.1', 'fd12::1', 'fc00::1'],
  ])('is the local network: %s', (text) => {
    expect(reachOf(text)).toBe('local')
  })

  it.each(['127.0.0.1', '127.255.0.1', '::1'])('is this machine: %s', (text) => {
    expect(reachOf(text)).toBe('loopback')
  })

  it.each([
    ...['0.0.0.0', '::', '255.255.255.255', '224.0.0.251', '8.8.8.8', '172.15.0.1', '172.32.0.1'],
    ...['11.0.0.1', '192.169.0.1', '169.253.0.1', '100.64.0.1', '2001:db8::1', 'ff02::fb', '::2'],
  ])('is more than that, or nowhere: %s', (text) => {
    expect(reachOf(text)).toBe('other')
  })

  it('takes an IPv6 link-local address for none, since no browser can be sent there', () => {
    expect(reachOf('fe80::1')).toBe('other')
    expect(() => new URL('ws://[fe80::1%25en0]:50000/')).toThrow('Invalid URL')
  })
})
