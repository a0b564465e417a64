import { describe, expect, it } from 'vitest'
import { fingerprintOf, isDataOnly } from '../../../../../electron/sync/links/fingerprint'

const hex = Array.from({ length: 32 }, (_each, index) => index.toString(16).padStart(2, '0'))
const named = `a=fingerprint:sha-256 ${hex.join(':').toUpperCase()}`
const data = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel'
const sdp = (...lines: readonly string[]): string => ['v=0', ...lines, ''].join('\r\n')

describe('the fingerprint of a description', () => {
  it('is the one SHA-256 fingerprint that it names', () => {
    expect(fingerprintOf(sdp(data, named))).toEqual(Uint8Array.from(hex.keys()))
  })

  it.each([
    ['none', sdp(data)],
    ['two', sdp(named, data, named)],
    ['another beside it', sdp(data, named, `a=fingerprint:sha-1 ${hex.slice(0, 20).join(':')}`)],
    ['SHA-1', sdp(data, `a=fingerprint:sha-1 ${hex.slice(0, 20).join(':')}`)],
    ['SHA-256 with 31 bytes', sdp(data, named.slice(0, -3))],
    ['SHA-256 with 33 bytes', sdp(data, `${named}:00`)],
    ['SHA-256 of SHA-512', sdp(data, named.replace('256', '512'))],
    ['nothing at all', ''],
  ])('is none when the description has %s', (_name, text) => {
    expect(fingerprintOf(text)).toBeNull()
  })
})

describe('a description', () => {
  it('is of data alone with one section, of data channels', () => {
    expect(isDataOnly(sdp(data))).toBe(true)
    expect(isDataOnly(sdp())).toBe(false)
    expect(isDataOnly(sdp(data, data))).toBe(false)
    expect(isDataOnly(sdp(data, 'm=audio 9 UDP/TLS/RTP/SAVPF 111'))).toBe(false)
    expect(isDataOnly(sdp('m=video 9 UDP/TLS/RTP/SAVPF 96'))).toBe(false)
  })
})
