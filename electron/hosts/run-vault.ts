import { randomUUID } from 'node:crypto'
import type { Contract } from '../../shared/contracts/contract'
import type { Port } from '../../shared/contracts/ports'
import { type Served, serveContract } from '../../shared/contracts/rpc'
import { type VaultEvent, type VaultHandlers, vaultContract } from '../../shared/contracts/vault'
import type { HostMessage, VaultInit, VaultMessage } from './vault-messages'

/** The host, as its vault process sees it. */
export interface VaultParent {
  on(listener: (message: HostMessage, port: Port | null) => void): void
  post(message: VaultMessage): void
  /** Ends this process; 0 when it was meant to. */
  exit(code: number): void
}

export interface RunningVault {
  readonly handlers: VaultHandlers
  /** The sync window; another takes the place of the one before. A port that closes means that there is none. */
  attachSync(port: Port): void
  /** Main's network service, to be called on this port (`networkContract`); likewise. */
  attachNetwork(port: Port): void
  stop(): Promise<void>
}

/** Starts the vault itself. Injected, so that the life of the process is tested without one. */
export type StartVault = (
  init: VaultInit,
  emit: (event: VaultEvent) => void,
) => RunningVault | Promise<RunningVault>

/** Answers on their way reach the window before the process that gave them ends. */
const flushMs = 50
/** A call that hangs does not keep a locked process, and what it held, alive. */
const drainLimitMs = 3_000

const waitMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * The life of a vault process. It serves the contract to every window that the host connects, and
 * it ends itself once a vault was opened and is closed again, after a lock or on the way in: keys
 * are wiped at once, but the database image and the strings of a case leave memory for certain only
 * with the process.
 */
export const runVault = (parent: VaultParent, start: StartVault): void => {
  const served = new Set<Served<VaultEvent>>()
  const calls = createCallCounter()
  const meeting = createMeetingPorts()
  let isClosed = false
  let isEnding = false

  const end = async (vault: RunningVault): Promise<void> => {
    if (isEnding) return
    isEnding = true
    for (const each of served) each.leave()
    await Promise.race([calls.whenNone(), waitMs(drainLimitMs)])
    await vault.stop()
    await waitMs(flushMs)
    for (const each of served) each.close()
    parent.exit(0)
  }

  /** Called before an answer goes out, so that a window hears of the end before it calls again. */
  const endIfClosed = async (): Promise<void> => {
    if (isClosed) void end(await running)
  }
  const emit = (event: VaultEvent): void => {
    for (const each of served) each.emit(event)
    if (event.kind !== 'vault-closed') return
    isClosed = true
    meeting.end()
    if (calls.count() === 0) void endIfClosed()
  }

  let resolveRunning: (vault: RunningVault | Promise<RunningVault>) => void = () => {}
  const running = new Promise<RunningVault>((resolve) => {
    resolveRunning = resolve
  })

  const connect = async (port: Port, checkAnswers: boolean): Promise<void> => {
    const vault = await running
    const handlers = calls.wrap(vaultContract, vault.handlers, endIfClosed)
    const one = serveContract<typeof vaultContract, VaultEvent>(vaultContract, handlers, port, {
      newIncidentId: randomUUID,
      reportDefect: (defect) => parent.post({ kind: 'defect', defect }),
      checkAnswers,
    })
    served.add(one)
    port.onClose(() => served.delete(one))
    if (isEnding) one.leave()
  }

  const attach = async (kind: MeetingPortKind, port: Port): Promise<void> => {
    const vault = await running
    if (!meeting.take(kind, port)) return
    if (kind === 'connect-sync') vault.attachSync(port)
    else vault.attachNetwork(port)
  }

  let checkAnswers = false
  parent.on((message, port) => {
    if (message.kind === 'init') {
      checkAnswers = message.init.checkAnswers
      resolveRunning(Promise.resolve(start(message.init, emit)))
      running.catch(() => parent.exit(1))
    } else if (message.kind === 'connect') {
      if (port !== null) void connect(port, checkAnswers)
    } else if (message.kind === 'connect-sync' || message.kind === 'connect-network') {
      if (port !== null) void attach(message.kind, port)
    } else if (message.kind === 'lock') {
      void running.then((vault) => vault.handlers['vault.lock']({}))
    } else {
      void running.then(end)
    }
  })
}

type MeetingPortKind = 'connect-sync' | 'connect-network'

/** The ports to the network, by way of others: a vault that was closed has none, whatever else goes on in it. */
const createMeetingPorts = () => {
  const ports = new Map<MeetingPortKind, Port>()
  let isOver = false
  return {
    /** @returns false for a port that is closed because it comes too late. */
    take: (kind: MeetingPortKind, port: Port): boolean => {
      if (isOver) port.close()
      else ports.set(kind, port)
      return !isOver
    },
    end: (): void => {
      isOver = true
      for (const port of ports.values()) port.close()
      ports.clear()
    },
  }
}

interface CallCounter {
  count(): number
  whenNone(): Promise<void>
  /** The same handlers, counted, with something to do between a handler's end and its answer. */
  wrap<H extends object>(contract: Contract, handlers: H, before: () => Promise<void>): H
}

const createCallCounter = (): CallCounter => {
  let open = 0
  let waiting: (() => void)[] = []
  const done = (): void => {
    open -= 1
    if (open > 0) return
    for (const resolve of waiting) resolve()
    waiting = []
  }
  return {
    count: () => open,
    whenNone: () =>
      open === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    wrap: (contract, handlers, before) => {
      const wrapped = Object.keys(contract).map((row) => {
        const handle = Reflect.get(handlers, row) as (input: unknown) => unknown
        const counted = async (input: unknown): Promise<unknown> => {
          open += 1
          try {
            return await handle(input)
          } finally {
            await before()
            done()
          }
        }
        return [row, counted] as const
      })
      return Object.fromEntries(wrapped) as typeof handlers
    },
  }
}
