import { describe, expect, it } from 'vitest'
import { createFrameLink } from '../../../../../../electron/vault/meeting/link/frame-link'
import { syncLinkLimits, type ToSync } from '../../../../../../shared/contracts/sync-link'

const { sendAheadBytes, untakenBytes } = syncLinkLimits
const frame = (length: number, first = 0) => {
  const bytes = new Uint8Array(length)
  if (length > 0) bytes[0] = first
  return bytes
}

const setup = () => {
  const posted: ToSync[] = []
  const link = createFrameLink('a0'.repeat(16), (message) => posted.push(message))
  const kinds = () => posted.map(({ kind }) => kind)
  return { ...link, posted, kinds }
}

/** Whether a promise is settled by now. */
const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  let settled = false
  void promise.then(() => {
    settled = true
  })
  await new Promise(setImmediate)
  return settled
}

describe('a link to the sync window', () => {
  it('hands over as much ahead as the window was said to take, and more when it went out', async () => {
    const { pipe, sent, kinds } = setup()
    expect(await pipe.send(frame(sendAheadBytes))).toBe(true)
    const second = pipe.send(frame(10))
    const third = pipe.send(frame(10))
    expect(await isSettled(second)).toBe(false)
    expect(kinds()).toEqual(['frame'])
    sent(10)
    expect(await isSettled(second)).toBe(true)
    expect(await isSettled(third)).toBe(false)
    sent(sendAheadBytes)
    expect(await third).toBe(true)
    expect(kinds()).toEqual(['frame', 'frame', 'frame'])
  })

  it('lets one frame go that is larger than all of that', async () => {
    const { pipe, kinds } = setup()
    expect(await pipe.send(frame(2 * sendAheadBytes))).toBe(true)
    expect(kinds()).toEqual(['frame'])
  })

  it('gets no more room than there is by a window that tells of too much', async () => {
    const { pipe, sent } = setup()
    sent(100 * sendAheadBytes)
    await pipe.send(frame(sendAheadBytes))
    expect(await isSettled(pipe.send(frame(1)))).toBe(false)
  })

  it('keeps frames for a listener, in order, and says what it took', () => {
    const { pipe, take, posted } = setup()
    take(frame(600_000, 1))
    take(frame(600_000, 2))
    const heard: number[] = []
    pipe.onFrame((bytes) => heard.push(bytes[0] as number))
    take(frame(600_000, 3))
    expect(heard).toEqual([1, 2, 3])
    expect(posted).toEqual([{ kind: 'taken', link: 'a0'.repeat(16), bytes: 1_200_000 }])
  })

  it('ends where more waits for a listener than may', () => {
    const { pipe, take, kinds } = setup()
    let closed = 0
    pipe.onClose(() => {
      closed += 1
    })
    const piece = frame(16_777_216)
    for (let bytes = 0; bytes <= untakenBytes; bytes += piece.length) take(piece)
    expect(kinds()).toEqual(['close'])
    expect(closed).toBe(1)
  })

  it('still hands over what it took before it closes, and then takes nothing more', async () => {
    const { pipe, take, kinds } = setup()
    const heard: Uint8Array[] = []
    pipe.onFrame((bytes) => heard.push(bytes))
    await pipe.send(frame(sendAheadBytes))
    const waiting = pipe.send(frame(10))
    pipe.close()
    expect(await waiting).toBe(true)
    expect(kinds()).toEqual(['frame', 'frame', 'close'])
    pipe.close()
    take(frame(10))
    expect(await pipe.send(frame(10))).toBe(false)
    expect(kinds()).toHaveLength(3)
    expect(heard).toEqual([])
  })

  it('lets go of whoever waits when the window is gone, and says so once', async () => {
    const { pipe, over } = setup()
    let closed = 0
    pipe.onClose(() => {
      closed += 1
    })
    await pipe.send(frame(sendAheadBytes))
    const waiting = pipe.send(frame(10))
    over()
    over()
    expect(await waiting).toBe(false)
    expect(closed).toBe(1)
    let late = 0
    pipe.onClose(() => {
      late += 1
    })
    expect(late).toBe(1)
  })
})
