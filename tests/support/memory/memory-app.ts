import { fork } from 'node:child_process'
import { join } from 'node:path'
import { tidyEnvironment, tidyNodeArgs } from '../../../scripts/lib/tidy-memory.mjs'
import type { AppOrder } from './orders'

export interface MemoryApp {
  readonly pid: number
  obey(order: AppOrder): Promise<unknown>
  end(): Promise<void>
}

/**
 * The app on the Chromium host, started as `npm start` starts it, in a process of its own: the one
 * that asks holds the texts that are looked for, and must not be searched.
 */
export const startMemoryApp = (): MemoryApp => {
  const child = fork(join(import.meta.dirname, 'app-process.ts'), {
    execArgv: ['--import', 'tsx', ...tidyNodeArgs],
    env: { ...process.env, ...tidyEnvironment },
    // Bundles travel as bytes.
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(why: Error): void }>()
  let lastId = 0
  child.on('message', (answer: { id: number; value?: unknown; thrown?: string }) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.thrown === undefined) one?.resolve(answer.value)
    else one?.reject(new Error(answer.thrown))
  })
  child.once('exit', () => {
    for (const one of waiting.values()) one.reject(new Error('the app has ended'))
  })
  const obey = (order: AppOrder): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      child.send({ id: lastId, order })
    })
  return {
    pid: child.pid as number,
    obey,
    end: async () => {
      await obey({ do: 'close' }).catch(() => {})
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await exited
    },
  }
}
