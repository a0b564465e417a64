import { describe, expect, it } from 'vitest'
import { exchangeLimits } from '../../../../../electron/vault/meeting/exchange-ports'
import { createPeerKnowledge } from '../../../../../electron/vault/meeting/peer-knowledge'
import { createSendWindow } from '../../../../../electron/vault/meeting/send-window'

const space = 'a1'.repeat(16)
const log = (device: string, count: number, last = `${device}${count}`) => ({ device, count, last })
const sharing = (...reaches: ReturnType<typeof log>[]) => ({
  space,
  readers: [],
  haves: reaches,
  reaches,
})

describe('what a peer is known to have', () => {
  it('is nothing before it told', () => {
    const knowledge = createPeerKnowledge()
    expect(knowledge.lacks(sharing(log('ada', 1)))).toBe(true)
    expect(knowledge.gapOf(space, sharing(log('ada', 3)))).toEqual({ toSend: 3, toReceive: 0 })
  })

  it('is what it told, and the gap is what either lacks', () => {
    const knowledge = createPeerKnowledge()
    knowledge.tell(space, [log('ada', 2), log('ben', 5)], 0)
    const here = sharing(log('ada', 4), log('ben', 1), log('cleo', 1))
    expect(knowledge.gapOf(space, here)).toEqual({ toSend: 3, toReceive: 4 })
    expect(knowledge.gapOf(space, undefined)).toEqual({ toSend: 0, toReceive: 7 })
    expect(knowledge.lacks(sharing(log('ada', 2), log('ben', 1)))).toBe(false)
  })

  it('counts what is under way as sent, and as arrived only when it is told', () => {
    const knowledge = createPeerKnowledge()
    knowledge.tell(space, [log('ada', 1)], 0)
    knowledge.sent(space, [log('ada', 3)], 7)
    expect(knowledge.lacks(sharing(log('ada', 3)))).toBe(false)
    expect(knowledge.gapOf(space, sharing(log('ada', 3))).toSend).toBe(2)
    // Told before the seventh delivery was taken in.
    knowledge.tell(space, [log('ada', 1)], 6)
    expect(knowledge.lacks(sharing(log('ada', 3)))).toBe(false)
    // Told after it, and it was refused.
    knowledge.tell(space, [log('ada', 1)], 7)
    expect(knowledge.lacks(sharing(log('ada', 3)))).toBe(true)
  })

  it('names another branch of the same length as lacking', () => {
    const knowledge = createPeerKnowledge()
    knowledge.tell(space, [log('ada', 2, 'one branch')], 0)
    expect(knowledge.lacks(sharing(log('ada', 2, 'another')))).toBe(true)
    expect(knowledge.gapOf(space, sharing(log('ada', 2, 'another'))).toSend).toBe(1)
  })

  it('grows with what the peer shows, told or not', () => {
    const knowledge = createPeerKnowledge()
    knowledge.showed(space, [log('ben', 2)])
    expect(knowledge.lacks(sharing(log('ben', 2)))).toBe(false)
    knowledge.sent(space, [log('ada', 1)], 1)
    knowledge.showed(space, [log('ben', 3)])
    expect(knowledge.lacks(sharing(log('ben', 3), log('ada', 1)))).toBe(false)
  })

  it('says what is progress', () => {
    const knowledge = createPeerKnowledge()
    expect(knowledge.tell(space, [log('ada', 1)], 0)).toBe(true)
    expect(knowledge.tell(space, [log('ada', 1)], 0)).toBe(false)
    expect(knowledge.tell(space, [log('ada', 2)], 0)).toBe(true)
    expect(knowledge.tell(space, [], 0)).toBe(false)
  })

  it('counts spaces of which no log is told too, and numbers that nobody has without losing count', () => {
    const knowledge = createPeerKnowledge()
    for (let number = 0; number < 9; number++) knowledge.tell(`space ${number}`, [], 0)
    expect([knowledge.logsTold(), knowledge.spacesTold()]).toEqual([0, 9])
    const logs = Array.from({ length: 1_000 }, (_, at) => log(`${at}`, Number.MAX_SAFE_INTEGER))
    knowledge.tell(space, logs, 0)
    const { toReceive } = knowledge.gapOf(space, undefined)
    expect(toReceive).toBeGreaterThan(1_000)
    expect(Number.isSafeInteger(toReceive * 200)).toBe(true)
  })

  it('is counted, and forgotten with the space', () => {
    const knowledge = createPeerKnowledge()
    knowledge.tell(space, [log('ada', 1), log('ben', 1)], 0)
    knowledge.tell(space, [log('ada', 2)], 0)
    expect(knowledge.logsTold()).toBe(1)
    knowledge.drop(space)
    expect(knowledge.logsTold()).toBe(0)
    expect(knowledge.lacks(sharing(log('ada', 1)))).toBe(true)
  })
})

describe('the window of what was sent and not acknowledged', () => {
  const isRoom = async (room: Promise<void>): Promise<boolean> =>
    Promise.race([
      room.then(() => true),
      new Promise<boolean>((resolve) => setImmediate(resolve, false)),
    ])

  it('lets one delivery through whatever its size, and then no more than it holds', async () => {
    const window = createSendWindow()
    expect(await isRoom(window.room(2 * exchangeLimits.windowBytes))).toBe(true)
    window.add(1, 2 * exchangeLimits.windowBytes)
    const waiting = window.room(1)
    expect(await isRoom(waiting)).toBe(false)
    window.acked(0)
    expect(await isRoom(waiting)).toBe(false)
    window.acked(1)
    expect(await isRoom(waiting)).toBe(true)
  })

  it('makes room as deliveries are acknowledged, and lets go of everyone at the end', async () => {
    const window = createSendWindow()
    const half = exchangeLimits.windowBytes / 2
    window.add(1, half)
    window.add(2, half)
    const first = window.room(half)
    const second = window.room(half + 1)
    window.acked(1)
    expect(await isRoom(first)).toBe(true)
    expect(await isRoom(second)).toBe(false)
    window.stop()
    expect(await isRoom(second)).toBe(true)
  })
})
