import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { handOverPorts } from '../../../../electron/preload/hand-over-ports'
import { channels } from '../../../../shared/contracts/channels'
import { syncPortMessage } from '../../../../shared/contracts/sync'

const setup = () => {
  const ipc = new EventEmitter()
  const posted: unknown[][] = []
  const page = {
    location: { origin: 'app://sync' },
    postMessage: (...args: unknown[]) => posted.push(args),
  }
  handOverPorts(ipc as never, page)
  return { ipc, posted }
}

describe('what preload gives the sync page (20: no raw API)', () => {
  const control = { name: "main's port" }
  const link = { name: "the vault's port" }

  it('is two ports alone, addressed to its own origin, without the event that brought them', () => {
    const { ipc, posted } = setup()
    const ports = [control, link, { name: 'one too many' }]
    ipc.emit(syncPortMessage, { ports, sender: 'electron' }, { more: 'than ports' })
    expect(posted).toEqual([[syncPortMessage, 'app://sync', [control, link]]])
  })

  it.each([[[]], [[control]]])('is nothing for a message without both', (ports) => {
    const { ipc, posted } = setup()
    ipc.emit(syncPortMessage, { ports }, null)
    expect(posted).toEqual([])
  })

  it('comes by one channel: none of the UI window is listened to', () => {
    const { ipc } = setup()
    expect(ipc.eventNames()).toEqual([syncPortMessage])
    expect(Object.values(channels)).not.toContain(syncPortMessage)
  })
})
