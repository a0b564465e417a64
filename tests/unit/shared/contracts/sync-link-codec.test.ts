import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxFrameBytes } from '../../../../shared/contracts/frame-pipe'
import {
  type FromSync,
  maxPresenceBytes,
  maxPresences,
  type ToSync,
} from '../../../../shared/contracts/sync-link'
import {
  fromSyncCodec,
  maxLinkMessageBytes,
  toSyncCodec,
} from '../../../../shared/contracts/sync-link-codec'
import { err, ok } from '../../../../shared/errors/result'
import { encodeCbor } from '../../../../shared/formats/cbor'

const hex = (digits: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits })
    .map((all) => all.join(''))
const link = hex(32)
const roomName = hex(64)
const frame = fc.record({
  kind: fc.constant('frame' as const),
  link,
  bytes: fc.uint8Array({ maxLength: 300 }),
})
const count = fc.nat(Number.MAX_SAFE_INTEGER)
const url = fc.constantFrom('ws://192.168.7.20:4444/ab', 'wss://signalling.example.org/')
const fingerprint = fc.uint8Array({ minLength: 32, maxLength: 32 })
const presence = fc.uint8Array({ maxLength: maxPresenceBytes })

const toSync: fc.Arbitrary<ToSync> = fc.oneof(
  frame,
  fc.record({
    kind: fc.constant('be' as const),
    signalling: fc.array(url, { maxLength: 4 }),
    iceServers: fc.array(
      fc.record(
        {
          urls: fc.constant<string[]>(['turn:turn.example.org:3478']),
          username: fc.string({ unit: 'grapheme' }),
          credential: fc.string(),
        },
        { requiredKeys: ['urls'] },
      ),
      { maxLength: 4 },
    ),
    rooms: fc.array(
      fc.record({ name: roomName, password: hex(64), presence: fc.option(presence) }),
      { maxLength: 4 },
    ),
  }),
  fc.record({ kind: fc.constant('taken' as const), link, bytes: count }),
  fc.record({ kind: fc.constant('close' as const), link }),
)

const fromSync: fc.Arbitrary<FromSync> = fc.oneof(
  frame,
  fc.record({ kind: fc.constant('ready' as const), canLink: fc.boolean() }),
  fc.record({
    kind: fc.constant('server' as const),
    url,
    state: fc.constantFrom('connecting' as const, 'open' as const, 'lost' as const),
  }),
  fc.record({
    kind: fc.constant('linked' as const),
    link,
    room: roomName,
    localFingerprint: fingerprint,
    remoteFingerprint: fingerprint,
  }),
  fc.record({ kind: fc.constant('sent' as const), link, bytes: count }),
  fc.record({ kind: fc.constant('closed' as const), link }),
  fc.record({
    kind: fc.constant('lobby' as const),
    room: roomName,
    presences: fc.array(presence, { maxLength: 5 }),
  }),
)

const refused = err({ code: 'sync/invalid-message' })
const aLink = 'ab'.repeat(16)

describe('messages between vault and sync window, as bytes', () => {
  it('come back as they were, whichever way they go', () => {
    fc.assert(
      fc.property(toSync, (message) => {
        expect(toSyncCodec.decode(toSyncCodec.encode(message))).toEqual(ok(message))
      }),
    )
    fc.assert(
      fc.property(fromSync, (message) => {
        expect(fromSyncCodec.decode(fromSyncCodec.encode(message))).toEqual(ok(message))
      }),
    )
  })

  it('hold frames as bytes of their own, which change with nothing else', () => {
    const bytes = fromSyncCodec.encode({
      kind: 'frame',
      link: aLink,
      bytes: new Uint8Array([1, 2]),
    })
    const decoded = fromSyncCodec.decode(bytes)
    bytes.fill(0)
    expect(decoded).toEqual(ok({ kind: 'frame', link: aLink, bytes: new Uint8Array([1, 2]) }))
  })

  it('carry the largest frame and the largest lobby, and no larger frame', () => {
    const largest = { kind: 'frame', link: aLink, bytes: new Uint8Array(maxFrameBytes) } as const
    const decoded = toSyncCodec.decode(toSyncCodec.encode(largest))
    expect(decoded.ok && decoded.value).toMatchObject({ kind: 'frame', link: aLink })
    const lobby = fromSyncCodec.encode({
      kind: 'lobby',
      room: 'cd'.repeat(32),
      presences: Array.from({ length: maxPresences }, () => new Uint8Array(maxPresenceBytes)),
    })
    expect(lobby.length).toBeLessThan(maxLinkMessageBytes)
    const tooLarge = { ...largest, bytes: new Uint8Array(maxFrameBytes + 1) }
    expect(() => toSyncCodec.encode(tooLarge)).toThrow('at most')
    expect(toSyncCodec.decode(encodeCbor(tooLarge))).toEqual(refused)
    expect(toSyncCodec.decode(new Uint8Array(maxLinkMessageBytes + 1))).toEqual(refused)
  })

  it('leave out what has no value', () => {
    const be: ToSync = {
      kind: 'be',
      signalling: [],
      iceServers: [{ urls: ['stun:stun.example.org'], username: undefined }],
      rooms: [],
    }
    expect(toSyncCodec.decode(toSyncCodec.encode(be))).toEqual(
      ok({ ...be, iceServers: [{ urls: ['stun:stun.example.org'] }] }),
    )
  })

  it.each([
    ['of the other direction', { kind: 'ready', canLink: true }],
    ['with a field too many', { kind: 'close', link: aLink, caseId: 'x' }],
    ['without a link', { kind: 'close' }],
    ['that is none', 7],
  ])('are refused %s', (_what, value) => {
    expect(toSyncCodec.decode(encodeCbor(value))).toEqual(refused)
  })

  it('are anything at all, and none of it throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect([toSyncCodec.decode(bytes), fromSyncCodec.decode(bytes)]).toEqual([refused, refused])
      }),
    )
  })
})
