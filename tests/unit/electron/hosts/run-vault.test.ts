import { describe, expect, it } from 'vitest'
import { type RunningVault, runVault, type VaultParent } from '../../../../electron/hosts/run-vault'
import type { HostMessage, VaultMessage } from '../../../../electron/hosts/vault-messages'
import { createLink } from '../../../../shared/contracts/link'
import type { Port } from '../../../../shared/contracts/ports'
import { VaultEvent, type VaultHandlers, vaultContract } from '../../../../shared/contracts/vault'
import { err, ok } from '../../../../shared/errors/result'
import { createPortPair, type FakePort } from '../../../support/fake-port'

const init = {
  homeFolder: '/h',
  resourcesFolder: '/r',
  wasmPath: '/w',
  handoffPath: '/w',
  checkAnswers: false,
}

/** A vault of one bit: it is unlocked or not. */
const setup = () => {
  let phase: 'locked' | 'unlocked' = 'locked'
  let isStopped = false
  let listener: (message: HostMessage, port: FakePort | null) => void = () => {}
  const posted: VaultMessage[] = []
  const exited = createDeferred()
  const parent: VaultParent = {
    on: (given) => {
      listener = given
    },
    post: (message) => posted.push(message),
    exit: (code) => exited.resolve(code),
  }
  let release: () => void = () => {}
  const attached: [string, Port][] = []
  runVault(parent, (_init, emit): RunningVault => {
    const change = (next: typeof phase) => {
      phase = next
      if (next === 'locked') emit({ kind: 'vault-closed' })
      emit({ kind: 'session-changed' })
      return ok(null)
    }
    const handlers = {
      'vault.status': () => ok({ phase }),
      'vault.unlock': () => change('unlocked'),
      'vault.lock': () => (phase === 'locked' ? ok(null) : change('locked')),
      // Opened, and closed again before anybody was let in: the phase never changes.
      'vault.recover': () => {
        emit({ kind: 'vault-closed' })
        return err({ code: 'vault/header-damaged' })
      },
      'case.get': () =>
        new Promise((resolve) => {
          release = () => resolve(ok(null))
        }),
      'committee.get': () => {
        throw new Error('CANARY')
      },
    }
    return {
      handlers: handlers as unknown as VaultHandlers,
      attachSync: (port) => attached.push(['sync', port]),
      attachNetwork: (port) => attached.push(['network', port]),
      stop: async () => {
        isStopped = true
      },
    }
  })
  const events: string[] = []
  const connect = () => {
    const [near, far] = createPortPair()
    const link = createLink(vaultContract, {
      schema: VaultEvent,
      listener: ({ kind }) => events.push(kind),
    })
    link.attach(near)
    listener({ kind: 'connect' }, far)
    return link.client
  }
  return {
    tell: (message: HostMessage) => listener(message, null),
    connect,
    /** @returns the other end of a port that the host hands over, and whether it was closed from within. */
    handOver: (kind: 'connect-sync' | 'connect-network') => {
      const [near, far] = createPortPair()
      const seen = { isClosed: false }
      near.onClose(() => {
        seen.isClosed = true
      })
      listener({ kind }, far)
      return { port: far, seen }
    },
    attached,
    posted,
    events,
    exited: exited.promise,
    release: () => release(),
    isStopped: () => isStopped,
  }
}

const createDeferred = () => {
  let resolve: (code: number) => void = () => {}
  const promise = new Promise<number>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

const unlock = { folder: '/v', passphrase: 'p' }
const aCase = { caseId: '0'.repeat(32) as never }
const isPending = async (promise: Promise<unknown>) =>
  (await Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 20, 'pending'))])) ===
  'pending'

describe('the life of a vault process', () => {
  it('answers a window that was connected before it had started', async () => {
    const vault = setup()
    const client = vault.connect()
    const status = client['vault.status']({})
    expect(await isPending(status)).toBe(true)
    vault.tell({ kind: 'init', init })
    expect(await status).toEqual(ok({ phase: 'locked' }))
  })

  it('ends itself when it was unlocked and is locked, after the answer is out', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    const client = vault.connect()
    await client['vault.unlock'](unlock)
    expect(await client['vault.lock']({})).toEqual(ok(null))
    expect(await vault.exited).toBe(0)
    expect(vault.isStopped()).toBe(true)
    expect(vault.events).toEqual(['session-changed', 'vault-closed', 'session-changed'])
  })

  it('ends itself when what was opened was closed again on the way in, after the answer is out', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    const client = vault.connect()
    const recover = { folder: '/v', recoveryKey: 'k', newPassphrase: 'p' }
    expect(await client['vault.recover'](recover)).toEqual(err({ code: 'vault/header-damaged' }))
    expect(await vault.exited).toBe(0)
  })

  it('lets a call that follows the lock wait for its successor', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    const client = vault.connect()
    await client['vault.unlock'](unlock)
    await client['vault.lock']({})
    const after = client['vault.status']({})
    await vault.exited
    expect(await isPending(after)).toBe(true)
  })

  it('lives on when a lock changes nothing', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    const client = vault.connect()
    await client['vault.lock']({})
    expect(await isPending(vault.exited)).toBe(true)
  })

  it('answers what was asked before the lock, then ends', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    const client = vault.connect()
    await client['vault.unlock'](unlock)
    const open = client['case.get'](aCase)
    await client['vault.lock']({})
    expect(await isPending(vault.exited)).toBe(true)
    vault.release()
    expect(await open).toEqual(ok(null))
    expect(await vault.exited).toBe(0)
  })

  it('ends although a call hangs: nothing keeps a locked process alive', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    const client = vault.connect()
    await client['vault.unlock'](unlock)
    void client['case.get'](aCase)
    await client['vault.lock']({})
    expect(await vault.exited).toBe(0)
  })

  it('locks and ends when its host says so, without a window', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    await vault.connect()['vault.unlock'](unlock)
    vault.tell({ kind: 'lock' })
    expect(await vault.exited).toBe(0)
  })

  it('stops in order when its host says so', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    vault.tell({ kind: 'stop' })
    expect(await vault.exited).toBe(0)
    expect(vault.isStopped()).toBe(true)
  })

  it('is given the ports of the sync window and of the network, once it has started, and new ones later', async () => {
    const vault = setup()
    const sync = vault.handOver('connect-sync')
    expect(vault.attached).toEqual([])
    vault.tell({ kind: 'init', init })
    const network = vault.handOver('connect-network')
    const nextSync = vault.handOver('connect-sync')
    await vault.connect()['vault.status']({})
    expect(vault.attached).toEqual([
      ['sync', sync.port],
      ['network', network.port],
      ['sync', nextSync.port],
    ])
    expect([sync, network, nextSync].map(({ seen }) => seen.isClosed)).toEqual([
      false,
      false,
      false,
    ])
  })

  it('has no way to the network any more once it is locked, even while a call hangs', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    const client = vault.connect()
    const ports = [vault.handOver('connect-sync'), vault.handOver('connect-network')]
    await client['vault.unlock'](unlock)
    void client['case.get'](aCase)
    await client['vault.lock']({})
    expect(ports.map(({ seen }) => seen.isClosed)).toEqual([true, true])
    expect(await isPending(vault.exited)).toBe(true)
    const late = vault.handOver('connect-sync')
    await isPending(vault.exited)
    expect(late.seen.isClosed).toBe(true)
    expect(vault.attached).toHaveLength(2)
    vault.release()
    expect(await vault.exited).toBe(0)
  })

  it('tells its host of a defect, and nothing of what it said', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    const answer = await vault.connect()['committee.get']({})
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal/defect' } })
    expect(vault.posted).toMatchObject([{ kind: 'defect', defect: { row: 'committee.get' } }])
    expect(JSON.stringify([answer, vault.posted])).not.toContain('CANARY')
  })

  it('serves several windows, and tells each', async () => {
    const vault = setup()
    vault.tell({ kind: 'init', init })
    const [first, second] = [vault.connect(), vault.connect()]
    await second['vault.status']({})
    await first['vault.unlock'](unlock)
    expect(await second['vault.status']({})).toEqual(ok({ phase: 'unlocked' }))
    expect(vault.events).toEqual(['session-changed', 'session-changed'])
  })
})
