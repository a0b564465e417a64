import { dirname, join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import type { AppFiles } from '../../app-files'
import { openPageAlone } from './open-page'
import { windowCpu, windowMemory } from './page-usage'
import type { BenchPeer } from './peer'
import type { PlainCalls, PlainCase, PlainPlace } from './plain-calls'

export interface PlainDeps {
  readonly files: AppFiles
  readonly executablePath: string
  readonly place: PlainPlace
  readonly caseId: string
  /** What an edit adds. */
  readonly newEntry: () => unknown
}

export interface PlainPeer extends BenchPeer {
  fill(cases: readonly PlainCase[]): Promise<void>
}

/** A page of its own that syncs one Y document by y-webrtc; opened and guarded as the app's sync page. */
export const startPlainPeer = async (deps: PlainDeps): Promise<PlainPeer> => {
  const { files, executablePath, place, caseId } = deps
  const plainPage = join(dirname(files.syncPage), 'bench-plain')
  const { page, close } = await openPageAlone(
    { ...files, syncPage: plainPage },
    executablePath,
    // It has nothing to say to a vault.
    () => new MessageChannel().port1,
  )
  const call = <K extends keyof PlainCalls>(
    name: K,
    ...given: Parameters<PlainCalls[K]>
  ): Promise<Awaited<ReturnType<PlainCalls[K]>>> =>
    page.evaluate(
      ([method, args]) => {
        const { plain } = globalThis as unknown as {
          readonly plain: Record<string, (...all: readonly unknown[]) => unknown>
        }
        return plain[method]?.(...args)
      },
      [name, given] as const,
    ) as Promise<Awaited<ReturnType<PlainCalls[K]>>>

  return {
    join: () => call('join', place),
    leave: () => call('leave'),
    fill: (cases) => call('fill', cases),
    edit: (times) => call('edit', { caseId, entry: deps.newEntry(), times }),
    reached: (count) => call('reached', count),
    state: () => call('state'),
    cpu: async () => ({ windowMs: await windowCpu(page), vaultMs: 0 }),
    memory: async () => ({ ...(await windowMemory(page)), vaultMb: 0 }),
    close,
  }
}
