import { EventEmitter } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { nodePort } from '../../../../electron/hosts/node-port'
import { installBridge } from '../../../../electron/preload/install-bridge'
import { removeWebrtc } from '../../../../electron/preload/remove-webrtc'
import type { Bridge } from '../../../../shared/contracts/bridge'
import { serveContract } from '../../../../shared/contracts/rpc'
import { shellContract } from '../../../../shared/contracts/shell'
import {
  type VaultEvent,
  type VaultHandlers,
  vaultContract,
} from '../../../../shared/contracts/vault'
import { err, ok } from '../../../../shared/errors/result'

const setup = () => {
  const world = new Map<string, unknown>()
  const ran: unknown[] = []
  const invoked: unknown[] = []
  const sent: string[] = []
  const channels = new EventEmitter()
  const state = { answer: ok(null) as unknown }
  const exposer = {
    exposeInMainWorld: (name: string, value: unknown) => world.set(name, value),
    executeInMainWorld: ({ func }: { func: unknown }) => ran.push(func),
  }
  const ipc = {
    invoke: async (...args: unknown[]) => {
      invoked.push(args)
      if (state.answer instanceof Error) throw state.answer
      return state.answer
    },
    send: (channel: string) => sent.push(channel),
    on: (channel: string, listener: (...args: unknown[]) => void) => channels.on(channel, listener),
  }
  installBridge(exposer as never, ipc as never)
  const bridge = world.get('conclave') as Bridge

  const attachVault = (name: string) => {
    const { port1, port2 } = new MessageChannel()
    const handlers = { 'vault.list': () => ok([]), 'passphrase.rate': () => ok(name) }
    const served = serveContract<typeof vaultContract, VaultEvent>(
      vaultContract,
      handlers as unknown as VaultHandlers,
      nodePort(port1),
      { newIncidentId: () => 'i', reportDefect: () => {} },
    )
    channels.emit('conclave:vault-port', { ports: [port2] })
    return served
  }
  return { world, ran, invoked, sent, channels, state, bridge, attachVault }
}

const rate = (bridge: Bridge) => bridge.vault['passphrase.rate']({ passphrase: 'x' })

describe('what preload puts on the page (20: no raw API)', () => {
  it('is one frozen object with a frozen list of methods', () => {
    const { world, bridge } = setup()
    expect([...world.keys()]).toEqual(['conclave'])
    expect(Object.keys(bridge)).toEqual(['vault', 'shell', 'onVaultEvent', 'onShellEvent'])
    expect(Object.keys(bridge.vault)).toEqual(Object.keys(vaultContract))
    expect(Object.keys(bridge.shell)).toEqual(Object.keys(shellContract))
    for (const each of [bridge, bridge.vault, bridge.shell])
      expect(Object.isFrozen(each)).toBe(true)
    const methods = [...Object.values(bridge.vault), ...Object.values(bridge.shell)]
    expect(methods.every((method) => typeof method === 'function')).toBe(true)
  })

  it('takes WebRTC out of the page, and asks for a vault', () => {
    const { ran, sent } = setup()
    expect(ran).toEqual([removeWebrtc])
    expect(sent).toEqual(['conclave:vault-wanted'])
  })

  it('calls the shell by row and input alone, and believes only what is a Result', async () => {
    const { bridge, invoked, state } = setup()
    expect(await bridge.shell['shell.setBusy']({ busy: true })).toEqual(ok(null))
    expect(invoked).toEqual([['conclave:shell', 'shell.setBusy', { busy: true }]])
    for (const answer of [{}, null, new Error('gone')]) {
      state.answer = answer
      expect(await bridge.shell['shell.setBusy']({ busy: true })).toEqual(
        err({ code: 'contract/invalid-answer' }),
      )
    }
  })

  it('keeps vault calls until a vault is there, and sends later ones to its successor', async () => {
    const { bridge, attachVault } = setup()
    const early = rate(bridge)
    const first = attachVault('first')
    expect(await early).toEqual(ok('first'))
    first.leave()
    first.close()
    const second = attachVault('second')
    expect(await rate(bridge)).toEqual(ok('second'))
    second.close()
  })

  it('says that the session changed when a vault takes the place of another', () => {
    const { bridge, attachVault } = setup()
    const heard: unknown[] = []
    bridge.onVaultEvent((event) => heard.push(event))
    attachVault('first').close()
    expect(heard).toEqual([{ kind: 'session-changed' }])
  })

  it('hands listeners the event alone, parsed, until they stop listening', () => {
    const { bridge, channels } = setup()
    const heard: unknown[][] = []
    const stop = bridge.onShellEvent((...args: unknown[]) => heard.push(args))
    const event = { kind: 'lock-requested', reason: 'system' }
    channels.emit('conclave:shell-event', { sender: 'electron' }, event)
    channels.emit('conclave:shell-event', {}, { kind: 'unheard-of' })
    channels.emit('conclave:shell-event', {}, { ...event, reason: 7 })
    stop()
    channels.emit('conclave:shell-event', {}, event)
    expect(heard).toEqual([[event]])
  })

  it('tells the other listeners when one fails', async () => {
    const { bridge, channels } = setup()
    const heard: unknown[] = []
    const thrown = new Promise((resolve) => process.once('uncaughtException', resolve))
    const vitestListeners = process.listeners('uncaughtException').slice(0, -1)
    for (const listener of vitestListeners) process.off('uncaughtException', listener)
    bridge.onShellEvent(() => {
      throw new Error('broken')
    })
    bridge.onShellEvent((event) => heard.push(event))
    channels.emit('conclave:shell-event', {}, { kind: 'lock-requested', reason: 'menu' })
    expect(await thrown).toMatchObject({ message: 'broken' })
    for (const listener of vitestListeners) process.on('uncaughtException', listener)
    expect(heard).toHaveLength(1)
  })
})

describe('WebRTC', () => {
  it('leaves with every name it has, and takes nothing else along', () => {
    const names = [
      'RTCPeerConnection',
      'webkitRTCPeerConnection',
      'RTCDataChannel',
      'RTCInventedTomorrow',
    ]
    for (const name of [...names, 'ShortCircuit']) {
      Object.defineProperty(globalThis, name, { value: class {}, configurable: true })
    }
    removeWebrtc()
    expect(names.map((name) => name in globalThis)).toEqual(names.map(() => false))
    expect('ShortCircuit' in globalThis).toBe(true)
    Reflect.deleteProperty(globalThis, 'ShortCircuit')
  })
})
