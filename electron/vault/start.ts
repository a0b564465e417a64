import { totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { VaultEvent } from '../../shared/contracts/vault'
import { textOf } from '../../shared/util/bytes'
import type { Disk } from '../platform/disk'
import { readMachineId } from '../platform/machine-id'
import { createNodeDisk } from '../platform/node-disk'
import { type AssembledVault, assembleVault } from './assemble-vault'
import { type CreateKdfWorker, createWorkerKdf } from './crypto/kdf-in-worker'
import { kdfDefault } from './crypto/kdf-params'
import { randomBytes } from './crypto/keys'
import { loadSodium } from './crypto/sodium'
import { lookIntervalMs } from './exchange/watch-folder'
import { systemTime } from './meeting/meeting-time'
import { createStorageDoor } from './session/storage-door'
import { loadSqlite } from './storage/sqlite'
import { createWitnessFile } from './storage/witness-file'

export interface VaultOptions {
  readonly homeFolder: string
  readonly resourcesFolder: string
  /** `sql-wasm.wasm` of sql.js. */
  readonly wasmPath: string
  /** The built page of hand-off packages. */
  readonly handoffPath: string
  readonly createKdfWorker: CreateKdfWorker
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
  /** Codes of meetings on this very machine are good: in tests and demos. */
  readonly allowsLoopback?: boolean
  /** A mistake of the program, in what goes on beside commands. */
  readonly reportDefect?: (thrown: unknown) => void
}

/** The vault of a process of its own. */
export interface StartedVault
  extends Pick<AssembledVault, 'handlers' | 'attachSync' | 'attachNetwork'> {
  readonly stop: () => Promise<void>
}

const maxWasmBytes = 16_777_216
const maxHandoffPageBytes = 16_777_216

const isProcessAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // Another user's process is alive all the same.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const startInterval = (intervalMs: number, task: () => void): (() => void) => {
  const timer = setInterval(task, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Makes the folder, and those above it, where they are not there. */
const ensureFolder = async (disk: Disk, folder: string): Promise<void> => {
  const made = await disk.makeFolder(folder)
  if (made.ok || made.error.code === 'disk/exists') return
  const parent = dirname(folder)
  if (made.error.code !== 'disk/missing' || parent === folder) {
    throw new Error(`the app's own folder cannot be made: ${made.error.code}`)
  }
  await ensureFolder(disk, parent)
  await ensureFolder(disk, folder)
}

/** The vault on the real disk of this machine. Rejects when the app's own folder cannot be used. */
export const startVault = async (options: VaultOptions): Promise<StartedVault> => {
  const { homeFolder, resourcesFolder, emit, now, allowsLoopback = false } = options
  await loadSodium()
  const disk = createNodeDisk()
  for (const folder of [homeFolder, `${homeFolder}/vaults`, `${homeFolder}/witness`]) {
    await ensureFolder(disk, folder)
  }
  const wasm = await disk.readFile(options.wasmPath, maxWasmBytes)
  if (!wasm.ok) throw new Error(`sql.js's program cannot be read: ${wasm.error.code}`)
  const deriveSlotKey = createWorkerKdf(options.createKdfWorker)
  const door = createStorageDoor(
    {
      disk,
      now,
      random: randomBytes,
      every: startInterval,
      host: { machineId: await readMachineId(disk, homeFolder), pid: process.pid, isProcessAlive },
      deriveSlotKey,
      witness: createWitnessFile(disk, `${homeFolder}/witness`),
      sqlite: await loadSqlite(wasm.value),
    },
    totalmem(),
  )
  const { handlers, look, stop, attachSync, attachNetwork } = assembleVault({
    disk,
    door,
    homeFolder,
    resourcesFolder,
    emit,
    now,
    handoff: {
      readPage: async () => {
        const page = await disk.readFile(options.handoffPath, maxHandoffPageBytes)
        if (!page.ok) throw new Error(`the page of hand-offs cannot be read: ${page.error.code}`)
        return textOf(page.value)
      },
      derive: deriveSlotKey,
      kdf: kdfDefault,
    },
    time: systemTime,
    allowsLoopback,
    reportDefect: options.reportDefect ?? (() => undefined),
  })
  const stopLooking = startInterval(lookIntervalMs, () => void look().catch(() => undefined))
  return {
    handlers,
    attachSync,
    attachNetwork,
    stop: () => {
      stopLooking()
      return stop()
    },
  }
}
