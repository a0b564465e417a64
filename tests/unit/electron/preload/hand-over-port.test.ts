import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { handOverPort } from '../../../../electron/preload/hand-over-port'
import { channels } from '../../../../shared/contracts/channels'
import { syncPortMessage } from '../../../../shared/contracts/sync'

const setup = () => {
  const ipc = new EventEmitter()
  const posted: unknown[][] = []
  const page = {
    location: { origin: 'app://sync' },
    postMessage: (...args: unknown[]) => posted.push(args),
  }
  handOverPort(ipc as never, page)
  return { ipc, posted }
}

describe('what preload gives the sync page (20: no raw API)', () => {
  it('is the port alone, addressed to its own origin, without the event that brought it', () => {
    const { ipc, posted } = setup()
    const port = { name: 'the port' }
    ipc.emit(syncPortMessage, { ports: [port], sender: 'electron' }, { more: 'than a port' })
    expect(posted).toEqual([[syncPortMessage, 'app://sync', [port]]])
  })

  it('is nothing for a message without a port', () => {
    const { ipc, posted } = setup()
    ipc.emit(syncPortMessage, { ports: [] }, null)
    expect(posted).toEqual([])
  })

  it('comes by one channel: none of the UI window is listened to', () => {
    const { ipc } = setup()
    expect(ipc.eventNames()).toEqual([syncPortMessage])
    expect(Object.values(channels)).not.toContain(syncPortMessage)
  })
})
