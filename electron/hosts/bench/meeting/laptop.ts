import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { AppFiles } from '../../app-files'
import type { LaptopAnswer, LaptopCall, LaptopPlace, ProcessCall, VaultState } from './laptop-calls'
import type { BenchPeer, PeerCpu, PeerMemory } from './peer'

export interface LaptopDeps {
  readonly files: AppFiles
  readonly executablePath: string
  readonly place: LaptopPlace
  readonly caseId: string
  /** Of `LaptopImage`. */
  readonly imageFile: string
}

export interface BenchLaptop extends BenchPeer {
  /** Waits until so many cases are in the list. @returns when they were */
  listed(cases: number): Promise<number>
  state(): Promise<VaultState>
}

/** Starts a laptop as a process of its own, its sync page in a browser of its own. */
export const startLaptop = async (deps: LaptopDeps): Promise<BenchLaptop> => {
  const { files, executablePath, place, caseId, imageFile } = deps
  const script = fileURLToPath(new URL('./bench-laptop.js', import.meta.url))
  const child = fork(script, { serialization: 'advanced' })
  const waiting = new Map<number, (answer: LaptopAnswer) => void>()
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const [id, tell] of waiting) tell({ id, failed: 'the laptop ended' })
      resolve()
    })
  })
  child.on('message', (message) => {
    const answer = message as LaptopAnswer
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  let calls = 0
  const ask = <T>(call: LaptopCall | ProcessCall): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++calls
      waiting.set(id, (answer) => {
        if ('failed' in answer) reject(new Error(`${call.do}: ${answer.failed}`))
        else resolve(answer.value as T)
      })
      child.send({ id, call })
    })

  await ask({ do: 'start', imageFile, wasmFile: files.wasm })
  await ask({ do: 'open-page', executablePath })
  return {
    join: () => ask({ do: 'join', place }),
    leave: () => ask({ do: 'leave' }),
    edit: (times) => ask({ do: 'edit', caseId, times }),
    reached: (count) => ask({ do: 'reached', count }),
    listed: (cases) => ask({ do: 'listed', cases }),
    state: () => ask({ do: 'state' }),
    cpu: () => ask<PeerCpu>({ do: 'cpu' }),
    memory: () => ask<PeerMemory>({ do: 'memory' }),
    close: async () => {
      ask({ do: 'stop' }).catch(() => {})
      await exited
    },
  }
}
