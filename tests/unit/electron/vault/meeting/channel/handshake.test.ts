import { beforeAll, describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../../../../../electron/vault/crypto/sodium'
import { startHandshake } from '../../../../../../electron/vault/meeting/channel/handshake'
import type { JudgePeer } from '../../../../../../electron/vault/meeting/channel/judge-peer'
import { unwrap } from '../../../../../../shared/errors/result'
import { type Bytes, bytesToHex, utf8 } from '../../../../../../shared/util/bytes'
import {
  channelOf,
  deviceIdOf,
  deviceOf,
  fingerprintOf,
  fixedRandom,
  memberIdOf,
  openPair,
  openSide,
  outcomeOf,
  setupOf,
} from '../../../../../support/meeting/channel-cast'
import { carryAll } from '../../../../../support/meeting/fake-pipe'

beforeAll(loadSodium)

const outcomes = async ({ ada, ben }: ReturnType<typeof openPair>) => [
  await outcomeOf(ada),
  await outcomeOf(ben),
]

describe('a handshake', () => {
  it('tells each side which member and device the other is', async () => {
    const { ada, ben } = openPair()
    expect((await channelOf(ada)).peer).toEqual({
      kind: 'member',
      deviceId: deviceIdOf('Ben'),
      memberId: memberIdOf('Ben'),
    })
    expect((await channelOf(ben)).peer).toEqual({
      kind: 'member',
      deviceId: deviceIdOf('Ada'),
      memberId: memberIdOf('Ada'),
    })
  })

  it('gives both the same keys: what one seals the other opens', async () => {
    const { ada, ben } = openPair()
    const [atAda, atBen] = [await channelOf(ada), await channelOf(ben)]
    const heard: string[] = []
    atAda.onFrame((frame) => heard.push(bytesToHex(frame)))
    atBen.onFrame((frame) => heard.push(bytesToHex(frame)))
    expect(await atAda.send(utf8('from Ada'))).toBe(true)
    expect(await atBen.send(utf8('from Ben'))).toBe(true)
    carryAll(ada.pipe, ben.pipe)
    expect(heard).toEqual([utf8('from Ada'), utf8('from Ben')].map(bytesToHex))
  })

  it('takes the roles from the order of the fingerprints, whoever starts', () => {
    const higher = openSide(setupOf('Ben', 'Ada'))
    expect(higher.pipe.sent).toEqual([])
    const lower = openSide(setupOf('Ada', 'Ben'))
    expect(lower.pipe.sent.map(({ length }) => length)).toEqual([66])
  })

  it('has messages of one length each, whoever meets', () => {
    const { ada, ben } = openPair()
    expect(ada.pipe.sent.map(({ length }) => length)).toEqual([66, 170, 43])
    expect(ben.pipe.sent.map(({ length }) => length)).toEqual([202, 43])
  })

  it('shows who listens neither device nor committee', () => {
    const { ada, ben } = openPair()
    const wire = [...ada.pipe.sent, ...ben.pipe.sent].map(bytesToHex).join(' ')
    for (const secret of [deviceIdOf('Ada'), deviceIdOf('Ben'), 'c0'.repeat(16)]) {
      expect(wire).not.toContain(secret)
    }
    expect(wire).not.toContain(bytesToHex(fingerprintOf('Ben')))
  })

  it('is another one each time', () => {
    const first = openPair()
    const second = openPair(
      { random: fixedRandom('Ada', 'again') },
      { random: fixedRandom('Ben', 'again') },
    )
    const wires = [first, second].map(({ ada }) => ada.pipe.sent.map(bytesToHex))
    expect(wires[0]?.some((message) => wires[1]?.includes(message))).toBe(false)
  })

  it('asks about a device after it has proven its key, and once', async () => {
    const judgePeer = vi.fn<JudgePeer>(() => ({ kind: 'member', memberId: memberIdOf('Ada') }))
    const { ben } = openPair({}, { judgePeer })
    await channelOf(ben)
    expect(judgePeer.mock.calls).toEqual([[deviceIdOf('Ada')]])
  })

  it('stops its timer when it is done', async () => {
    const { ada, ben } = openPair()
    await Promise.all([channelOf(ada), channelOf(ben)])
    expect([ada.timer.asked, ada.timer.waiting, ben.timer.waiting]).toEqual([[10_000], 0, 0])
  })
})

describe('one run', () => {
  const start = (me: 'Ada' | 'Ben') =>
    unwrap(startHandshake(setupOf(me, me === 'Ada' ? 'Ben' : 'Ada')))
  const malformed = { ok: false, error: { code: 'meeting/handshake-malformed' } }
  const hello = () => start('Ada').first as Bytes
  const answer = () => unwrap(start('Ben').take(hello())).reply as Bytes

  it('takes nothing after it refused something', () => {
    const identity = unwrap(start('Ada').take(answer())).reply as Bytes
    for (const next of [hello(), identity]) {
      const waiting = start('Ben')
      expect(waiting.take(answer())).toEqual(malformed)
      expect(waiting.take(next)).toEqual(malformed)
    }
    const speaking = start('Ada')
    expect(speaking.take(hello())).toEqual(malformed)
    expect(speaking.take(answer())).toEqual(malformed)
  })

  it('takes nothing after it was wiped: its secrets would be zeros, which anyone knows', () => {
    const waiting = start('Ben')
    waiting.wipe()
    expect(waiting.take(hello())).toEqual(malformed)
    const answered = start('Ben')
    const identity = unwrap(start('Ada').take(unwrap(answered.take(hello())).reply as Bytes)).reply
    answered.wipe()
    expect(answered.take(identity as Bytes)).toEqual(malformed)
    const speaking = start('Ada')
    speaking.wipe()
    expect(speaking.take(answer())).toEqual(malformed)
  })

  it('takes nothing once the other side is proven', () => {
    const speaking = start('Ada')
    expect(unwrap(speaking.take(answer())).secured).not.toBeNull()
    expect(speaking.take(answer())).toEqual(malformed)
  })
})

describe('who agrees on less than everything gets no channel', () => {
  it('refuses a link whose two fingerprints are equal', async () => {
    const localFingerprint = fingerprintOf('Ada')
    const side = openSide(
      setupOf('Ada', 'Ben', { binding: { localFingerprint, remoteFingerprint: localFingerprint } }),
    )
    expect(await outcomeOf(side)).toBe('meeting/bad-link')
    expect([side.pipe.sent, side.pipe.isClosed]).toEqual([[], true])
  })

  it.each([0, 31, 33])('refuses a fingerprint of %i bytes', async (length) => {
    const remoteFingerprint = new Uint8Array(length).fill(0xff)
    const binding = { localFingerprint: fingerprintOf('Ada'), remoteFingerprint }
    expect(await outcomeOf(openSide(setupOf('Ada', 'Ben', { binding })))).toBe('meeting/bad-link')
  })

  it.each([
    ['another committee', { committee: 'c1'.repeat(16) }],
    ['another room secret', { roomSecret: new Uint8Array(32) }],
  ])('refuses %s on either side, and gives it no answer', async (_, more) => {
    for (const pair of [openPair(more), openPair({}, more)]) {
      expect(await outcomes(pair)).toEqual(['meeting/closed-early', 'meeting/wrong-room'])
      expect(pair.ben.pipe.sent).toEqual([])
    }
  })
})

describe('a door', () => {
  const door = { kind: 'door', reason: 'old-secret' } as const
  const oldSecret = { roomSecret: new Uint8Array(32).fill(7) }

  it('tells a member with an old secret apart, on the side that keeps it', async () => {
    const { ada, ben } = openPair(oldSecret, { ...oldSecret, entrance: door })
    expect(await ben.opened).toMatchObject({ ok: true, value: { kind: 'door' } })
    expect((await channelOf(ben)).peer).toEqual({
      kind: 'door',
      deviceId: deviceIdOf('Ada'),
      reason: 'old-secret',
      standing: { kind: 'member', memberId: memberIdOf('Ada') },
    })
    expect(await ada.opened).toMatchObject({ ok: true, value: { kind: 'meeting' } })
  })

  const newcomer: JudgePeer = () => ({ kind: 'newcomer', invitationId: '1d'.repeat(16) })

  it('lets in a newcomer whom no ledger names, with the invitation', async () => {
    const entrance = { kind: 'door', reason: 'invitation' } as const
    const { ben } = openPair(
      { ...oldSecret, device: deviceOf('a newcomer') },
      { ...oldSecret, entrance, judgePeer: newcomer },
    )
    expect((await channelOf(ben)).peer).toEqual({
      kind: 'door',
      deviceId: deviceIdOf('a newcomer'),
      reason: 'invitation',
      standing: { kind: 'newcomer', invitationId: '1d'.repeat(16) },
    })
  })

  it('is the only way in for a newcomer: a meeting refuses', async () => {
    const { ben } = openPair({ device: deviceOf('a newcomer') }, { judgePeer: newcomer })
    expect(await ben.opened).toEqual({
      ok: false,
      error: {
        code: 'meeting/peer-refused',
        deviceId: deviceIdOf('a newcomer'),
        reason: 'not-a-member',
      },
    })
  })
})
