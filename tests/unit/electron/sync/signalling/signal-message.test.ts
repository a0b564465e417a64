import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSignalMessage } from '../../../../../electron/sync/signalling/signal-message'
import { ghostSdp } from '../../../../support/meeting-links/hostile-signaller'

const from = '803a913a-8173-49b7-ac47-57a756961aea'
const to = 'afb97fa0-267d-4266-a42e-44e267a16764'
const signal = (given: unknown, more: object = {}) => ({
  type: 'signal',
  from,
  to,
  token: 1_700_000_000_000.25,
  signal: given,
  ...more,
})
const candidate = {
  candidate: 'candidate:1 1 udp 2113937151 192.0.2.1 50000 typ host',
  sdpMLineIndex: 0,
  sdpMid: '0',
}

describe('a message about a connection', () => {
  it.each([
    ['an announcement', { type: 'announce', from }],
    ['an offer', signal({ type: 'offer', sdp: ghostSdp() })],
    ['an answer', signal({ type: 'answer', sdp: ghostSdp() })],
    ['a candidate', signal({ type: 'candidate', candidate })],
  ])('is %s', (_name, message) => {
    expect(parseSignalMessage(message)).toEqual(message)
  })

  it.each([
    ['a renegotiation', signal({ type: 'renegotiate', renegotiate: true })],
    ['sound', signal({ type: 'offer', sdp: `${ghostSdp()}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n` })],
    ['a transceiver', signal({ type: 'transceiverRequest', transceiverRequest: {} })],
    ['a description above 16 kB', signal({ type: 'offer', sdp: ghostSdp() + 'a='.repeat(9_000) })],
    ['a field more', signal({ type: 'offer', sdp: ghostSdp() }, { extra: 1 })],
    [
      'a candidate above 512 characters',
      signal({ type: 'candidate', candidate: { ...candidate, candidate: 'x'.repeat(513) } }),
    ],
    ['no signal', { type: 'signal', from, to, token: 1 }],
    ['an id that is none', { type: 'announce', from: '__proto__' }],
  ])('is not %s', (_name, message) => {
    expect(parseSignalMessage(message)).toBeNull()
  })

  it('is found in nothing that was made up, and nothing makes the parser throw', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(parseSignalMessage(anything)).toBeNull()
      }),
    )
  })
})
