import { fork } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { err, type Result } from '../../../shared/errors/result'
import type { MemberProcess, StartMember } from './play-scenario'

/** To a member's process; `row` is `null` to stop it. */
export interface MemberCall {
  readonly id: number
  readonly row: string | null
  readonly input: unknown
}

export interface MemberAnswer {
  readonly id: number
  readonly result: Result<unknown>
}

/**
 * Members as processes of the built app, each with a home folder of their own. Answers travel by
 * structured clone, so that bytes stay bytes.
 *
 * @param script `out/main/scenario-member.js`
 */
export const createChildMembers =
  (script: string, folder: string): StartMember =>
  async (member) => {
    const homeFolder = join(folder, member)
    await mkdir(homeFolder, { recursive: true, mode: 0o700 })
    const child = fork(script, [homeFolder], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const waiting = new Map<number, (result: Result<unknown>) => void>()
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => {
        for (const answer of waiting.values()) answer(err({ code: 'contract/closed' }))
        waiting.clear()
        resolve()
      })
    })
    child.on('message', (message) => {
      const { id, result } = message as MemberAnswer
      waiting.get(id)?.(result)
      waiting.delete(id)
    })
    let calls = 0
    const send = (message: Omit<MemberCall, 'id'>, id: number) => {
      if (child.connected) child.send({ ...message, id })
    }
    const process: MemberProcess = {
      call: (row, input) =>
        new Promise((resolve) => {
          const id = ++calls
          if (!child.connected) return resolve(err({ code: 'contract/closed' }))
          waiting.set(id, resolve)
          send({ row, input }, id)
        }),
      stop: async () => {
        send({ row: null, input: null }, 0)
        await exited
      },
      kill: async () => {
        child.kill('SIGKILL')
        await exited
      },
    }
    return process
  }
