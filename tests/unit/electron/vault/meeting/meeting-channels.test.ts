import { describe, expect, it } from 'vitest'
import type { ExchangeChannel } from '../../../../../electron/vault/meeting/exchange-ports'
import { handshakePace } from '../../../../../electron/vault/meeting/handshake-limit'
import { createMeetingChannels } from '../../../../../electron/vault/meeting/meeting-channels'
import type { KnownRoom } from '../../../../../electron/vault/meeting/room-set'
import type { FramePipe } from '../../../../../shared/contracts/frame-pipe'
import { emptyCommittee } from '../../../../../shared/domain/committee/state'
import { err, ok } from '../../../../../shared/errors/result'
import { FakePipe, HandTimer } from '../../../../support/meeting/fake-pipe'

const flush = () => new Promise(setImmediate)
const rooms = ['main', 'door']

const setup = () => {
  /** What the next handshakes come to, in their order. */
  const outcomes: ((pipe: FramePipe) => Promise<unknown>)[] = []
  const opened: ExchangeChannel[] = []
  const closed: string[] = []
  const refused: string[] = []
  const defects: unknown[] = []
  const timer = new HandTimer()
  const channels = createMeetingChannels({
    vault: {
      ledger: { committee: () => emptyCommittee },
      device: { signKeys: {} },
      committeeSpace: 'c0'.repeat(16),
    } as never,
    time: { nowMs: () => 0, startTimer: timer.startTimer },
    openLink: (pipe) => outcomes.shift()?.(pipe) as never,
    roomOf: (name) =>
      rooms.includes(name)
        ? ({
            keys: { roomSecret: new Uint8Array(32) },
            reason: { kind: 'epoch', age: rooms.indexOf(name) },
          } as unknown as KnownRoom)
        : undefined,
    rankOf: (room) => rooms.indexOf(room),
    judgeIn: () => () => ({ kind: 'refused', reason: 'unknown-device' }),
    onOpen: (channel) => {
      channel.onClose(() => undefined)
      opened.push(channel)
    },
    onClosed: (deviceId) => closed.push(deviceId),
    onChanged: () => undefined,
    onRefused: ({ code }) => refused.push(code),
    reportDefect: (thrown) => defects.push(thrown),
  })
  /** A link in a room, whose handshake shows this device. */
  const link = async (room: string, deviceId: string) => {
    const pipe = new FakePipe()
    const kind = room === 'main' ? 'meeting' : 'door'
    outcomes.push(async (given) => {
      given.onClose(() => undefined)
      return ok({ kind, channel: { ...given, peer: { deviceId } } })
    })
    channels.take({ room, binding: {} as never, pipe })
    await flush()
    return pipe
  }
  return { channels, link, outcomes, opened, closed, refused, defects }
}

describe('links of a meeting', () => {
  it('become channels, and are closed in a room that is not known here', async () => {
    const { channels, link, opened } = setup()
    await link('main', 'ben')
    const stray = await link('elsewhere', 'cleo')
    expect(stray.isClosed).toBe(true)
    expect(opened.map(({ peer }) => peer.deviceId)).toEqual(['ben'])
    expect(channels.all()).toEqual([{ deviceId: 'ben', room: 'main', byDoor: false }])
  })

  it('to one laptop by two rooms: the better room is kept, whichever link comes first', async () => {
    const { channels, link, opened } = setup()
    await link('main', 'ben')
    const late = await link('door', 'ben')
    expect(opened).toHaveLength(1)
    const door = await link('door', 'cleo')
    await link('main', 'cleo')
    // The exchange ends the older one of the two.
    opened[1]?.close()
    expect(opened.map(({ peer }) => peer.deviceId)).toEqual(['ben', 'cleo', 'cleo'])
    // Neither link is ended: it would be made again, and again refused.
    expect([late.isClosed, door.isClosed]).toEqual([false, false])
    door.close()
    expect(channels.all().map(({ room }) => room)).toEqual(['main', 'main'])
  })

  it('that are not needed stand one by one: of a laptop that makes many the others are ended', async () => {
    const { link } = setup()
    await link('main', 'ben')
    const pipes = [await link('door', 'ben'), await link('door', 'ben'), await link('door', 'ben')]
    expect(pipes.map(({ isClosed }) => isClosed)).toEqual([false, true, true])
    // Of another laptop one stands as well, and another of this one when the first is over.
    await link('main', 'cleo')
    expect((await link('door', 'cleo')).isClosed).toBe(false)
    pipes[0]?.close()
    expect((await link('door', 'ben')).isClosed).toBe(false)
  })

  it('say that a laptop is gone when its last one is', async () => {
    const { link, closed } = setup()
    const first = await link('main', 'ben')
    const second = await link('main', 'ben')
    first.close()
    expect(closed).toEqual([])
    second.close()
    expect(closed).toEqual(['ben'])
  })

  it('that knock without end are closed unheard', async () => {
    const { link, channels } = setup()
    const pipes: FakePipe[] = []
    for (let number = 0; number < handshakePace.burst + 10; number++)
      pipes.push(await link('door', `device ${number}`))
    expect(pipes.filter(({ isClosed }) => isClosed)).toHaveLength(10)
    expect((await link('main', 'ben')).isClosed).toBe(false)
    expect(channels.all()).toHaveLength(handshakePace.burst + 1)
  })

  it('whose handshake fails are told of; a mistake of the program is one', async () => {
    const { channels, outcomes, refused, defects } = setup()
    outcomes.push(async () => err({ code: 'meeting/wrong-room' }))
    outcomes.push(() => Promise.reject(new Error('a mistake')))
    for (let number = 0; number < 2; number++)
      channels.take({ room: 'main', binding: {} as never, pipe: new FakePipe() })
    await flush()
    expect(refused).toEqual(['meeting/wrong-room'])
    expect(defects).toHaveLength(1)
  })

  it('that open when the meeting is over are closed', async () => {
    const { channels, outcomes, opened } = setup()
    const pipe = new FakePipe()
    let finish: (opened: unknown) => void = () => undefined
    outcomes.push(() => new Promise((resolve) => (finish = resolve)))
    channels.take({ room: 'main', binding: {} as never, pipe })
    channels.stop()
    const late = { kind: 'meeting', channel: Object.assign(pipe, { peer: { deviceId: 'ben' } }) }
    finish(ok(late))
    await flush()
    expect(pipe.isClosed).toBe(true)
    expect(opened).toEqual([])
    const after = new FakePipe()
    channels.take({ room: 'main', binding: {} as never, pipe: after })
    expect(after.isClosed).toBe(true)
  })
})
