import { describe, expect, it } from 'vitest'
import {
  createSyncWindow,
  type MeetingLink,
} from '../../../../../../electron/vault/meeting/link/sync-window'
import { createPortPair } from '../../../../../support/fake-port'
import { HandTimer } from '../../../../../support/meeting/fake-pipe'

const flush = () => new Promise(setImmediate)
const id = (number: number) => number.toString(16).padStart(32, '0')
const room = { name: 'a1'.repeat(32), password: 'b2'.repeat(32), presence: null }
const plan = { signalling: ['ws://192.168.7.2:40001/ab'], iceServers: [], rooms: [room] }
const linked = (number: number) => ({
  kind: 'linked',
  link: id(number),
  room: room.name,
  localFingerprint: new Uint8Array(32).fill(1),
  remoteFingerprint: new Uint8Array(32).fill(2),
})

const setup = () => {
  const defects: unknown[] = []
  const timer = new HandTimer()
  const sync = createSyncWindow(timer, (thrown) => defects.push(thrown))
  const links: MeetingLink[] = []
  const heard: string[] = []
  sync.listen({
    onLink: (link) => links.push(link),
    onServer: (url, state) => heard.push(`${url} ${state}`),
    onLobby: (name, presences) => heard.push(`lobby ${name.length} ${presences.length}`),
    onAbility: () => heard.push(`able ${sync.canLink()}`),
  })
  const attach = () => {
    const [window, mine] = createPortPair()
    sync.attach(mine)
    window.on(() => undefined)
    return { window, said: mine.posted as { kind: string }[] }
  }
  return { sync, attach, links, heard, defects, timer }
}

describe('the sync window, as the vault sees it', () => {
  it('is told where to be as soon as it is ready, and so is the next one after a crash', async () => {
    const { sync, attach, heard } = setup()
    sync.be(plan)
    const first = attach()
    first.window.post({ kind: 'ready', canLink: true })
    await flush()
    expect(first.said).toEqual([{ kind: 'be', ...plan }])
    first.window.close()
    expect(sync.canLink()).toBe(false)
    const second = attach()
    second.window.post({ kind: 'ready', canLink: true })
    await flush()
    expect(second.said).toEqual([{ kind: 'be', ...plan }])
    expect(heard).toEqual(['able true', 'able false', 'able true'])
  })

  it('drops what is no message, and lives on', async () => {
    const { attach, links, heard, defects } = setup()
    const { window } = attach()
    const nonsense: unknown[] = [
      null,
      7,
      'ready',
      { kind: 'later' },
      { kind: 'ready' },
      { ...linked(1), link: 'short' },
      { ...linked(1), localFingerprint: new Uint8Array(31) },
      { ...linked(1), extra: true },
      { kind: 'frame', link: id(1), bytes: [1, 2] },
      { kind: 'frame', link: id(1), bytes: new Uint8Array(16_777_217) },
      { kind: 'sent', link: id(1), bytes: -1 },
      { kind: 'sent', link: id(1), bytes: Number.NaN },
      { kind: 'lobby', room: room.name, presences: [new Uint8Array(513)] },
      { kind: 'server', url: 'http://x', state: 'open' },
      { kind: 'frame', link: id(9), bytes: new Uint8Array(3) },
      { kind: 'closed', link: id(9) },
      { kind: 'sent', link: id(9), bytes: 3 },
    ]
    for (const message of nonsense) window.post(message)
    window.post(linked(1))
    window.post(linked(1))
    await flush()
    expect(links).toHaveLength(1)
    expect(heard).toEqual([])
    expect(defects).toEqual([])
  })

  it('ends every link that it had when it goes, says that it begins anew, or is replaced', async () => {
    const { attach, links } = setup()
    const closed: number[] = []
    const watch = () => {
      const number = links.length
      links.at(-1)?.pipe.onClose(() => closed.push(number))
    }
    const first = attach()
    first.window.post(linked(1))
    await flush()
    watch()
    first.window.post({ kind: 'ready', canLink: true })
    first.window.post(linked(2))
    await flush()
    watch()
    const second = attach()
    // The one before is not listened to any more.
    first.window.post(linked(3))
    second.window.post(linked(4))
    await flush()
    watch()
    second.window.close()
    expect(closed).toEqual([1, 2, 3])
    expect(links).toHaveLength(3)
  })

  it('closes links where nobody meets, and more than a meeting has', async () => {
    const { sync, attach, links } = setup()
    const { window, said } = attach()
    for (let number = 0; number < 300; number++) window.post(linked(number))
    await flush()
    expect(links).toHaveLength(256)
    expect(said.filter(({ kind }) => kind === 'close')).toHaveLength(44)
    sync.listen(null)
    window.post(linked(999))
    await flush()
    expect(said.at(-1)).toEqual({ kind: 'close', link: id(999) })
  })

  it('leaves its rooms when goodbyes had time to arrive, unless it is told to be somewhere', async () => {
    const { sync, attach, timer } = setup()
    const { said } = attach()
    sync.be(plan)
    sync.beNowhere()
    expect(said).toHaveLength(1)
    timer.runAll()
    expect(said.at(-1)).toMatchObject({ kind: 'be', rooms: [], signalling: [] })
    sync.be(plan)
    sync.beNowhere()
    sync.be(plan)
    timer.runAll()
    expect(said.at(-1)).toMatchObject({ kind: 'be', rooms: [room] })
  })

  it('does not bring the vault down with a mistake of a listener', async () => {
    const { sync, attach, defects } = setup()
    sync.listen({
      onLink: () => {
        throw new Error('a mistake')
      },
      onServer: () => undefined,
      onLobby: () => undefined,
      onAbility: () => undefined,
    })
    attach().window.post(linked(1))
    await flush()
    expect(defects).toHaveLength(1)
  })
})
