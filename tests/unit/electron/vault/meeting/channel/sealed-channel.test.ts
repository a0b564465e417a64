import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium } from '../../../../../../electron/vault/crypto/sodium'
import { maxMessageBytes } from '../../../../../../electron/vault/meeting/channel/peer-channel'
import { maxFrameBytes } from '../../../../../../shared/contracts/frame-pipe'
import { bytesEqual, bytesToHex, concatBytes, utf8 } from '../../../../../../shared/util/bytes'
import { channelOf, flipBit, openPair } from '../../../../../support/meeting/channel-cast'
import { carryAll } from '../../../../../support/meeting/fake-pipe'

beforeAll(loadSodium)

/** Two open channels; what each hears is written down, in order, with its end. */
const openChannels = async () => {
  const { ada, ben } = openPair()
  const listen = async (side: typeof ada) => {
    const channel = await channelOf(side)
    const heard: string[] = []
    const ends: unknown[] = []
    channel.onFrame((frame) => heard.push(bytesToHex(frame)))
    channel.onClose(() => ends.push(channel.ended()))
    side.pipe.takeSent()
    return { channel, heard, ends, pipe: side.pipe }
  }
  return { ada: await listen(ada), ben: await listen(ben) }
}

const goodbyeBy = (by: 'us' | 'peer') => ({ kind: 'goodbye', by })
const failedWith = (code: string, more = {}) => ({ kind: 'failed', error: { code, ...more } })
const texts = ['one', 'two', 'three', 'four'].map(utf8)
const hexOf = (frames: readonly Uint8Array[]) => frames.map(bytesToHex)

describe('a sealed channel', () => {
  it('brings whatever is sent, in order, both ways', async () => {
    const frames = fc.array(fc.tuple(fc.boolean(), fc.uint8Array({ maxLength: 300 })), {
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(frames, async (sent) => {
        const { ada, ben } = await openChannels()
        for (const [isByAda, frame] of sent) void (isByAda ? ada : ben).channel.send(frame)
        carryAll(ada.pipe, ben.pipe)
        expect(ben.heard).toEqual(hexOf(sent.filter(([isByAda]) => isByAda).map(([, one]) => one)))
        expect(ada.heard).toEqual(hexOf(sent.filter(([isByAda]) => !isByAda).map(([, one]) => one)))
      }),
      { numRuns: 40 },
    )
  })

  it('takes 17 bytes more than its frame, and shows nothing of it', async () => {
    const { ada } = await openChannels()
    const frame = utf8('the same words, over and over')
    void ada.channel.send(frame)
    void ada.channel.send(frame)
    const [first, second] = ada.pipe.takeSent() as [Uint8Array, Uint8Array]
    expect(first.length).toBe(frame.length + 17)
    expect(bytesEqual(first, second)).toBe(false)
    expect(bytesToHex(first)).not.toContain(bytesToHex(frame))
  })

  it('carries the largest frame there is, and no larger one', async () => {
    const { ada, ben } = await openChannels()
    const largest = new Uint8Array(maxMessageBytes).fill(7)
    void ada.channel.send(largest)
    const [sealed] = ada.pipe.takeSent() as [Uint8Array]
    expect(sealed.length).toBe(maxFrameBytes)
    let arrived = 0
    ben.channel.onFrame((frame) => {
      arrived = frame.length
    })
    ben.pipe.receive(sealed)
    expect(arrived).toBe(maxMessageBytes)
    expect(() => ada.channel.send(new Uint8Array(maxMessageBytes + 1))).toThrow(/above the limit/)
  })

  it('passes the room of its link on: who sends waits while it is full', async () => {
    const { ada } = await openChannels()
    let makeRoom: (hasRoom: boolean) => void = () => {}
    ada.pipe.room = new Promise((resolve) => {
      makeRoom = resolve
    })
    let hasRoom: boolean | null = null
    const sent = ada.channel.send(utf8('waits')).then((room) => {
      hasRoom = room
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(hasRoom).toBeNull()
    makeRoom(true)
    await sent
    expect(hasRoom).toBe(true)
  })

  it('keeps what comes before somebody listens', async () => {
    const { ada, ben } = openPair()
    const [atAda, atBen] = [await channelOf(ada), await channelOf(ben)]
    for (const text of texts) void atAda.send(text)
    atAda.close()
    carryAll(ada.pipe, ben.pipe)
    const heard: string[] = []
    atBen.onFrame((frame) => heard.push(bytesToHex(frame)))
    const ends: unknown[] = []
    atBen.onClose(() => ends.push(atBen.ended()))
    expect(heard).toEqual(hexOf(texts))
    expect(ends).toEqual([goodbyeBy('peer')])
  })

  it('keeps their order, though more comes while they are read', async () => {
    const { ada, ben } = openPair()
    const [atAda, atBen] = [await channelOf(ada), await channelOf(ben)]
    ada.pipe.takeSent()
    for (const text of texts) void atAda.send(text)
    const sealed = [...ada.pipe.takeSent()]
    const bring = () => {
      const next = sealed.shift()
      if (next !== undefined) ben.pipe.receive(next)
    }
    bring()
    bring()
    const heard: string[] = []
    atBen.onFrame((frame) => {
      bring()
      heard.push(bytesToHex(frame))
    })
    expect(heard).toEqual(hexOf(texts))
  })

  it('keeps only so much of it, though every frame were empty', async () => {
    const { ada, ben } = openPair()
    const [atAda, atBen] = [await channelOf(ada), await channelOf(ben)]
    for (let i = 0; i <= maxFrameBytes / 256; i++) {
      expect(atBen.ended()).toBeNull()
      void atAda.send(new Uint8Array())
      ben.pipe.receive(ada.pipe.sent.pop() as Uint8Array)
    }
    expect(atBen.ended()).toEqual(
      failedWith('meeting/not-listening', { limitBytes: maxFrameBytes }),
    )
  })
})

describe('the end of a sealed channel', () => {
  it('is a goodbye when one side closes: the last words have arrived', async () => {
    const { ada, ben } = await openChannels()
    void ada.channel.send(utf8('last words'))
    ada.channel.close()
    carryAll(ada.pipe, ben.pipe)
    expect(ben.heard).toEqual(hexOf([utf8('last words')]))
    expect([ada.ends, ben.ends]).toEqual([[goodbyeBy('us')], [goodbyeBy('peer')]])
    expect([ada.pipe.isClosed, ben.pipe.isClosed]).toEqual([true, true])
  })

  it('is a cut when the link ends without one', async () => {
    const { ada, ben } = await openChannels()
    ada.channel.close()
    // Someone on the way keeps the goodbye.
    ben.pipe.close()
    expect(ben.ends).toEqual([failedWith('meeting/cut')])
  })

  it('is said once, and by the first thing that ended it', async () => {
    const { ada } = await openChannels()
    ada.channel.close()
    ada.channel.close()
    ada.pipe.close()
    ada.pipe.receive(new Uint8Array(40))
    expect(ada.ends).toEqual([goodbyeBy('us')])
    expect(ada.pipe.sent.filter(({ length }) => length === 17)).toHaveLength(1)
  })

  it('leaves nothing to send: the channel says so and does not reject', async () => {
    const { ada } = await openChannels()
    ada.channel.close()
    const count = ada.pipe.sent.length
    expect(await ada.channel.send(utf8('too late'))).toBe(false)
    expect(ada.pipe.sent).toHaveLength(count)
  })
})

describe('a frame that is not the next one', () => {
  const seal = async () => {
    const { ada, ben } = await openChannels()
    for (const text of texts) void ada.channel.send(text)
    const sealed = ada.pipe.takeSent() as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    return { ada, ben, sealed }
  }
  const expectRefused = (
    { ends, pipe, heard }: Awaited<ReturnType<typeof seal>>['ben'],
    count: number,
  ) => {
    expect(ends).toEqual([failedWith('meeting/frame-refused')])
    expect([pipe.isClosed, heard]).toEqual([true, hexOf(texts.slice(0, count))])
  }

  it('ends the channel: repeated', async () => {
    const { ben, sealed } = await seal()
    for (const at of [0, 1, 0]) ben.pipe.receive(sealed[at] as Uint8Array)
    expectRefused(ben, 2)
  })

  it('ends the channel: out of order', async () => {
    const { ben, sealed } = await seal()
    for (const at of [0, 2, 1]) ben.pipe.receive(sealed[at] as Uint8Array)
    expectRefused(ben, 1)
  })

  it('ends the channel: one left out', async () => {
    const { ben, sealed } = await seal()
    for (const at of [0, 1, 3]) ben.pipe.receive(sealed[at] as Uint8Array)
    expectRefused(ben, 2)
  })

  it('ends the channel: our own sent back', async () => {
    const { ada, ben } = await openChannels()
    void ben.channel.send(utf8('one'))
    ben.pipe.receive(ben.pipe.takeSent()[0] as Uint8Array)
    expectRefused(ben, 0)
    expect(ada.ends).toEqual([])
  })

  it('ends the channel: of another channel of the same two', async () => {
    const { sealed } = await seal()
    const { ben } = await seal()
    ben.pipe.receive(sealed[0])
    expectRefused(ben, 0)
  })

  it('ends the channel: cut short anywhere, or longer', async () => {
    const { sealed } = await seal()
    for (let length = 0; length <= sealed[0].length + 1; length++) {
      if (length === sealed[0].length) continue
      const again = await seal()
      const [first] = again.sealed
      again.ben.pipe.receive(
        length > first.length ? concatBytes(first, new Uint8Array(1)) : first.subarray(0, length),
      )
      expectRefused(again.ben, 0)
    }
  })

  it('ends the channel: any one bit changed', async () => {
    const { sealed } = await seal()
    for (let bit = 0; bit < sealed[0].length * 8; bit++) {
      const again = await seal()
      again.ben.pipe.receive(flipBit(again.sealed[0], bit))
      expectRefused(again.ben, 0)
    }
  })

  it('ends the channel: a goodbye with any one bit changed is none', async () => {
    for (let bit = 0; bit < 17 * 8; bit++) {
      const { ada, ben } = await openChannels()
      ada.channel.close()
      ben.pipe.receive(flipBit(ada.pipe.takeSent()[0] as Uint8Array, bit))
      expectRefused(ben, 0)
    }
  })

  it('ends the channel: above the limit, unread', async () => {
    const { ben } = await openChannels()
    ben.pipe.receive(new Uint8Array(maxFrameBytes + 1))
    expect(ben.ends).toEqual([failedWith('meeting/frame-too-large', { limitBytes: maxFrameBytes })])
  })

  it('is followed by nothing: what was still on its way is not heard', async () => {
    const { ben, sealed } = await seal()
    ben.pipe.receive(sealed[1])
    ben.pipe.receive(sealed[0])
    expectRefused(ben, 0)
  })
})
