import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FrameLink } from '../../../../electron/sync/links/frame-link'
import type { Wanted } from '../../../../electron/sync/rooms/meeting'
import { type MeetingEvents, serveLink } from '../../../../electron/sync/serve-link'
import { FromSync, type ToSync } from '../../../../shared/contracts/sync-link'
import { createPortPair } from '../../../support/fake-port'

const id = '0a'.repeat(16)
const room = 'ab'.repeat(32)
const fingerprints = {
  localFingerprint: new Uint8Array(32).fill(1),
  remoteFingerprint: new Uint8Array(32).fill(2),
}

const setup = (canLink = true) => {
  const [vault, page] = createPortPair()
  const wanted: Wanted[] = []
  const calls: unknown[] = []
  let events: MeetingEvents | null = null
  const service = serveLink(page, {
    canLink,
    createMeeting: (given) => {
      events = given
      return { be: (each) => wanted.push(each) }
    },
  })
  const link: FrameLink = {
    send: (frame) => calls.push(['send', frame]),
    taken: (sizeBytes) => calls.push(['taken', sizeBytes]),
    close: () => calls.push(['close']),
    end: () => calls.push(['end']),
  }
  const tell = (): MeetingEvents => {
    if (events === null) throw new Error('there is no meeting')
    return events
  }
  return {
    service,
    wanted,
    calls,
    tell,
    vault,
    said: page.posted,
    link: () => tell().onLinked(room, { id, link, ...fingerprints }),
    say: async (message: unknown) => {
      vault.post(message)
      await Promise.resolve()
    },
  }
}
const be: ToSync = { kind: 'be', signalling: [], iceServers: [], rooms: [] }

describe('what the sync window is told by the vault', () => {
  it('is in which rooms to be, and what to do with a link that stands', async () => {
    const { say, wanted, calls, link } = setup()
    await say(be)
    link()
    await say({ kind: 'frame', link: id, bytes: Uint8Array.of(1) })
    await say({ kind: 'taken', link: id, bytes: 5 })
    await say({ kind: 'close', link: id })
    expect(wanted).toEqual([be])
    expect(calls).toEqual([['send', Uint8Array.of(1)], ['taken', 5], ['close']])
  })

  it('is dropped when it is anything else, or of a link that is none', async () => {
    const { say, wanted, calls, link, tell } = setup()
    link()
    tell().onClosed(id)
    await say({ kind: 'frame', link: id, bytes: Uint8Array.of(1) })
    await say({ ...be, more: 1 })
    await say({ ...be, signalling: ['http://192.0.2.1'] })
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (anything) => {
        await say(anything)
      }),
    )
    expect([wanted, calls]).toEqual([[], []])
  })

  it('ends with its port: then this laptop is in no room', async () => {
    const { say, wanted, vault } = setup()
    await say({ ...be, signalling: ['ws://192.0.2.1/'] })
    vault.close()
    expect(wanted.at(-1)).toEqual({ signalling: [], iceServers: [], rooms: [] })
  })

  it('is in no room where there is no WebRTC, which is said', async () => {
    const { say, said, wanted } = setup(false)
    await say(be)
    expect(said).toEqual([{ kind: 'ready', canLink: false }])
    expect(wanted).toEqual([])
  })
})

describe('what the sync window says to the vault', () => {
  it('is that it is ready, and then what happens, each of the contract', () => {
    const { said, tell, link, service } = setup()
    tell().onServer('ws://192.0.2.1/x', 'open')
    link()
    expect(service.openLinks()).toBe(1)
    tell().onFrame(id, Uint8Array.of(7))
    tell().onSent(id, 3)
    tell().onShown(room, [Uint8Array.of(1)])
    tell().onClosed(id)
    expect(said).toEqual([
      { kind: 'ready', canLink: true },
      { kind: 'server', url: 'ws://192.0.2.1/x', state: 'open' },
      { kind: 'linked', link: id, room, ...fingerprints },
      { kind: 'frame', link: id, bytes: Uint8Array.of(7) },
      { kind: 'sent', link: id, bytes: 3 },
      { kind: 'lobby', room, presences: [Uint8Array.of(1)] },
      { kind: 'closed', link: id },
    ])
    for (const each of said) expect(FromSync.safeParse(each).success).toBe(true)
  })

  it('is once that a link is closed, and how many stand is counted', () => {
    const { said, tell, link, service } = setup()
    link()
    tell().onClosed(id)
    tell().onClosed(id)
    expect(said.filter((each) => (each as FromSync).kind === 'closed')).toHaveLength(1)
    expect(service.openLinks()).toBe(0)
  })
})
