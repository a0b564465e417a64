import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findChromium } from '../../../scripts/lib/chromium-binary.mjs'
import type { InputOf, OutputOf } from '../../../shared/contracts/contract'
import type { VaultContract } from '../../../shared/contracts/vault'
import type { Result } from '../../../shared/errors/result'
import { makeHome } from '../support/app'
import { type Cable, layCable } from './cable'
import type { MadeNetwork, Outlet } from './made-network'
import type { LaptopAnswer, LaptopDefects, LaptopOrder } from './orders'

/** The whole app in a process that sees one network, by one interface, and no other machine besides. */
export interface Laptop {
  readonly name: string
  readonly cable: Cable
  readonly outlet: Outlet
  ask<K extends keyof VaultContract & string>(
    row: K,
    input: InputOf<VaultContract[K]>,
  ): Promise<OutputOf<VaultContract[K]>>
  defects(): Promise<LaptopDefects>
  /** Closes the app, ends what does not close, removes its home. */
  discard(): Promise<void>
}

/** Longer than anything that is asked takes. */
const closeTimeoutMs = 10_000

const startProcess = () => {
  const script = join(import.meta.dirname, 'laptop-process.ts')
  const child = spawn('unshare', ['--net', '--', process.execPath, '--import', 'tsx', script], {
    // Views travel with the bytes in them.
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(why: Error): void }>()
  let lastId = 0
  child.on('message', ({ id, value, thrown }: LaptopAnswer) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (thrown === undefined) one?.resolve(value)
    else one?.reject(new Error(thrown))
  })
  const exited = once(child, 'exit').then(() => {
    for (const one of waiting.values()) one.reject(new Error('the laptop has ended'))
  })
  const obey = (order: LaptopOrder): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Error('the laptop has ended'))
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      child.send({ id: lastId, order })
    })
  return {
    pid: child.pid as number,
    obey,
    end: async () => {
      const timer = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs)
      await obey({ do: 'close' }).catch(() => {})
      child.kill('SIGKILL')
      await exited
      clearTimeout(timer)
    },
  }
}

/** @param address private. */
export const openLaptop = async (
  name: string,
  network: MadeNetwork,
  address: string,
): Promise<Laptop> => {
  const home = await makeHome()
  const { pid, obey, end } = startProcess()
  let cable: Cable | null = null
  const discard = async (): Promise<void> => {
    await end()
    await cable?.remove()
    await rm(home, { recursive: true, force: true })
  }
  try {
    // Whoever answers has a network of its own by now. Before that the cable would lead into this machine's.
    await obey({ do: 'defects' })
    const outlet = await network.openOutlet()
    cable = await layCable(pid, address, outlet)
    const program = findChromium()
    if (program === null) throw new Error('there is no Chromium')
    await obey({ do: 'open', home, program, mayLackSandbox: Boolean(process.env.CI) })
    return {
      name,
      cable,
      outlet,
      ask: async (row, input) => {
        const result = (await obey({ do: 'ask', row, input })) as Result<
          OutputOf<VaultContract[typeof row]>
        >
        if (!result.ok) throw new Error(`${name} asked ${row}: ${result.error.code}`)
        return result.value
      },
      defects: () => obey({ do: 'defects' }) as Promise<LaptopDefects>,
      discard,
    }
  } catch (thrown) {
    await discard()
    throw thrown
  }
}
