import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium } from '../../../../../../electron/vault/crypto/sodium'
import { maxFrameBytes } from '../../../../../../shared/contracts/frame-pipe'
import { concatBytes, utf8 } from '../../../../../../shared/util/bytes'
import {
  channelOf,
  fixedRandom,
  flipBit,
  openPair,
  openSide,
  outcomeOf,
  type Side,
  setupOf,
} from '../../../../../support/meeting/channel-cast'

/** A run without interference, and what each side would do in it again: its random bytes are the same. */
let fromAda: readonly Uint8Array[]
let fromBen: readonly Uint8Array[]

beforeAll(async () => {
  await loadSodium()
  const { ada, ben } = openPair()
  const [atAda, atBen] = [await channelOf(ada), await channelOf(ben)]
  await Promise.all([atAda.send(utf8('hi Ben')), atBen.send(utf8('hi Ada'))])
  atAda.close()
  atBen.close()
  fromAda = ada.pipe.sent
  fromBen = ben.pipe.sent
})

const receive = (side: Side, frames: readonly Uint8Array[]): Side => {
  for (const frame of frames) side.pipe.receive(frame)
  return side
}
const atBen = (frames: readonly Uint8Array[]) => receive(openSide(setupOf('Ben', 'Ada')), frames)
const atAda = (frames: readonly Uint8Array[]) => receive(openSide(setupOf('Ada', 'Ben')), frames)

/** Of what was recorded, by who takes it: the message's place, and what came before it. */
const messages = [
  ['hello', 'Ben', 0, 0],
  ['answer', 'Ada', 0, 1],
  ['identity', 'Ben', 1, 1],
  ['ready of Ada', 'Ben', 2, 2],
  ['ready of Ben', 'Ada', 1, 3],
] as const

const replay = (who: 'Ada' | 'Ben', at: number, last: Uint8Array): Side => {
  const before = (who === 'Ada' ? fromBen : fromAda).slice(0, at)
  return who === 'Ada' ? atAda([...before, last]) : atBen([...before, last])
}
const recorded = (who: 'Ada' | 'Ben', at: number) =>
  (who === 'Ada' ? fromBen : fromAda)[at] as Uint8Array

const refusals = [
  'meeting/handshake-malformed',
  'meeting/newer-version',
  'meeting/wrong-room',
  'meeting/does-not-open',
  'meeting/bad-signature',
  'meeting/frame-refused',
]

describe('a message of the handshake on its way', () => {
  it('counts when it comes as it was sent: the same run again opens', async () => {
    expect(await outcomeOf(atBen(fromAda.slice(0, 3)))).toBe('open')
    expect(await outcomeOf(atAda(fromBen.slice(0, 2)))).toBe('open')
  })

  it.each(messages)('is refused with any one bit changed: %s', async (_, who, at, sentBefore) => {
    const message = recorded(who, at)
    for (let bit = 0; bit < message.length * 8; bit++) {
      const side = replay(who, at, flipBit(message, bit))
      expect(refusals).toContain(await outcomeOf(side))
      expect([side.pipe.sent.length, side.pipe.isClosed]).toEqual([sentBefore, true])
    }
  })

  it.each(messages)(
    'is refused cut short anywhere, or with more behind: %s',
    async (_, who, at) => {
      const message = recorded(who, at)
      for (let length = 0; length < message.length; length++) {
        const side = replay(who, at, message.subarray(0, length))
        expect(await outcomeOf(side)).toBe('meeting/handshake-malformed')
      }
      const longer = replay(who, at, concatBytes(message, new Uint8Array(1)))
      expect(await outcomeOf(longer)).toBe('meeting/handshake-malformed')
    },
  )

  it.each(messages)('is refused when it has the size of a whole frame: %s', async (_, who, at) => {
    const huge = new Uint8Array(maxFrameBytes + 1)
    huge.set(recorded(who, at))
    expect(await outcomeOf(replay(who, at, huge))).toBe('meeting/handshake-malformed')
  })

  it.each(messages)('is refused of a newer version, which is said: %s', async (_, who, at) => {
    const newer = recorded(who, at).slice()
    newer[0] = 2
    expect(await replay(who, at, newer).opened).toEqual({
      ok: false,
      error: { code: 'meeting/newer-version', version: 2 },
    })
  })
})

describe('messages of a handshake out of their order', () => {
  const isRefused = async (side: Side) => {
    expect(refusals).toContain(await outcomeOf(side))
    expect(side.pipe.isClosed).toBe(true)
  }

  it('are refused by the side that waits', async () => {
    const [hello, identity, ready] = fromAda as [Uint8Array, Uint8Array, Uint8Array]
    await isRefused(atBen([identity]))
    await isRefused(atBen([ready]))
    await isRefused(atBen([hello, hello]))
    await isRefused(atBen([hello, ready]))
    await isRefused(atBen([hello, identity, identity]))
  })

  it('are refused by the side that speaks first', async () => {
    const [answer, ready] = fromBen as [Uint8Array, Uint8Array]
    await isRefused(atAda([ready]))
    await isRefused(atAda([answer, answer]))
  })

  it('do nothing any more once one was refused', async () => {
    const [hello, identity, ready] = fromAda as [Uint8Array, Uint8Array, Uint8Array]
    const side = atBen([identity, hello, identity, ready])
    expect(await outcomeOf(side)).toBe('meeting/handshake-malformed')
    expect(side.pipe.sent).toEqual([])
  })
})

describe('a run that somebody recorded', () => {
  it('says nothing to the same laptop later: it answers, and the rest does not open', async () => {
    const later = openSide(setupOf('Ben', 'Ada', { random: fixedRandom('Ben', 'later') }))
    receive(later, fromAda)
    expect(await outcomeOf(later)).toBe('meeting/does-not-open')
    expect(later.pipe.sent).toHaveLength(1)
  })

  it('gives the side that speaks first no peer', async () => {
    const later = openSide(setupOf('Ada', 'Ben', { random: fixedRandom('Ada', 'later') }))
    receive(later, fromBen)
    expect(await outcomeOf(later)).toBe('meeting/does-not-open')
    expect(later.pipe.sent).toHaveLength(1)
  })

  it('does not open on another link of the same two', async () => {
    const binding = {
      localFingerprint: new Uint8Array(32).fill(0xee),
      remoteFingerprint: setupOf('Ben', 'Ada').binding.remoteFingerprint,
    }
    const later = openSide(setupOf('Ben', 'Ada', { binding }))
    receive(later, fromAda)
    expect([await outcomeOf(later), later.pipe.sent]).toEqual(['meeting/wrong-room', []])
  })
})

describe('my own messages sent back to me', () => {
  it('are no answer', async () => {
    const side = openSide(setupOf('Ada', 'Ben'))
    receive(side, side.pipe.takeSent())
    expect(await outcomeOf(side)).toBe('meeting/handshake-malformed')
  })

  it('are no answer either when their form is made to fit', async () => {
    const side = openSide(setupOf('Ada', 'Ben'))
    const [hello] = side.pipe.takeSent() as [Uint8Array]
    const [answer] = fromBen as [Uint8Array]
    const made = answer.slice()
    made.set(hello.subarray(2, 34), 2)
    receive(side, [made])
    expect(await outcomeOf(side)).toBe('meeting/does-not-open')
  })

  it('are no identity: an answer does not pass for what follows it', async () => {
    const side = atBen(fromAda.slice(0, 1))
    const [answer] = side.pipe.takeSent() as [Uint8Array]
    receive(side, [concatBytes(new Uint8Array([1, 3]), answer.subarray(34))])
    expect(await outcomeOf(side)).toBe('meeting/does-not-open')
  })

  it('do not begin a stream: each direction has its own key', async () => {
    const side = atBen(fromAda.slice(0, 2))
    const [, ready] = side.pipe.takeSent() as [Uint8Array, Uint8Array]
    receive(side, [ready])
    expect(await outcomeOf(side)).toBe('meeting/frame-refused')
  })
})

describe('a peer that does not go on', () => {
  const stages = [
    ['says nothing', 'Ben', 0],
    ['stops after its hello', 'Ben', 1],
    ['stops before it is ready', 'Ben', 2],
    ['never answers', 'Ada', 0],
    ['answers and is never ready', 'Ada', 1],
  ] as const
  const upTo = (who: 'Ada' | 'Ben', count: number) =>
    who === 'Ada' ? atAda(fromBen.slice(0, count)) : atBen(fromAda.slice(0, count))

  it.each(stages)('is left when the time is up: %s', async (_, who, count) => {
    const side = upTo(who, count)
    expect(side.pipe.isClosed).toBe(false)
    side.timer.runAll()
    expect(await side.opened).toEqual({
      ok: false,
      error: { code: 'meeting/no-answer', timeoutMs: 10_000 },
    })
    expect(side.pipe.isClosed).toBe(true)
  })

  it.each(stages)('is told from one that leaves: %s', async (_, who, count) => {
    const side = upTo(who, count)
    side.pipe.close()
    expect(await outcomeOf(side)).toBe('meeting/closed-early')
    expect(side.timer.waiting).toBe(0)
  })

  it('gets no second chance when it answers too late', async () => {
    const side = upTo('Ada', 0)
    side.timer.runAll()
    receive(side, fromBen.slice(0, 2))
    expect(await outcomeOf(side)).toBe('meeting/no-answer')
    expect(side.pipe.sent).toHaveLength(1)
  })
})
