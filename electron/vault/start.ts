import { totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { VaultEvent, VaultHandlers } from '../../shared/contracts/vault'
import { vaultContract } from '../../shared/contracts/vault'
import { err } from '../../shared/errors/result'
import type { Disk } from '../platform/disk'
import { readMachineId } from '../platform/machine-id'
import { createNodeDisk } from '../platform/node-disk'
import { createCaseHandlers } from './cases/case-handlers'
import { createCommitteeHandlers, createShelfHandlers } from './committee/committee-handlers'
import { createPlaybookShelf } from './committee/playbooks'
import { type CreateKdfWorker, createWorkerKdf } from './crypto/kdf-in-worker'
import { randomBytes } from './crypto/keys'
import { loadSodium } from './crypto/sodium'
import { createIntakeHandlers } from './intake/intake-handlers'
import { createNightHandlers } from './intake/night-intakes'
import type { Session } from './session/session'
import { createSessionHost } from './session/session-handlers'
import { createStorageDoor } from './session/storage-door'
import type { VaultDoor } from './session/vault-door'
import { createVaultRegistry } from './session/vault-registry'
import { loadSqlite } from './storage/sqlite'
import { createWitnessFile } from './storage/witness-file'

export interface VaultParts {
  readonly disk: Disk
  readonly door: VaultDoor
  readonly homeFolder: string
  readonly resourcesFolder: string
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
}

type Name = keyof VaultHandlers
type Handler = (input: never) => unknown

const perSession = (session: Session): Partial<VaultHandlers> => ({
  ...createCaseHandlers(session.vault),
  ...createIntakeHandlers(session.vault, session.committeeSpace),
  ...createCommitteeHandlers(session.vault, session.committeeSpace),
})

/**
 * Every row of the vault's contract. Commands take turns: what one decided on still holds when its
 * entries are made. Rows that need an unlocked vault answer `vault/locked` without one.
 */
export const assembleVault = (
  parts: VaultParts,
): { handlers: VaultHandlers; stop: () => Promise<void> } => {
  const shelf = createPlaybookShelf(parts.disk, `${parts.resourcesFolder}/playbooks`)
  const registry = createVaultRegistry(parts.disk, parts.homeFolder)
  const host = createSessionHost({ ...parts, shelf, registry })
  const always: Partial<VaultHandlers> = {
    ...host.handlers,
    ...createShelfHandlers(shelf),
    ...createNightHandlers(parts.door, () => host.current() === null, parts.now),
  }
  let unlocked: { session: Session; handlers: Partial<VaultHandlers> } | null = null
  const find = (name: Name): Handler | undefined => {
    if (always[name]) return always[name] as Handler
    const session = host.current()
    if (!session) return undefined
    if (unlocked?.session !== session) unlocked = { session, handlers: perSession(session) }
    return unlocked.handlers[name] as Handler | undefined
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T> | T): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  const call = (name: Name) => (input: never) => {
    const run = () => find(name)?.(input) ?? err({ code: 'vault/locked' })
    return vaultContract[name].kind === 'command' ? inTurn(run) : run()
  }
  const names = Object.keys(vaultContract) as Name[]
  return {
    handlers: Object.fromEntries(
      names.map((name) => [name, call(name)]),
    ) as unknown as VaultHandlers,
    stop: () => inTurn(host.end),
  }
}

export interface VaultOptions {
  readonly homeFolder: string
  readonly resourcesFolder: string
  /** `sql-wasm.wasm` of sql.js. */
  readonly wasmPath: string
  readonly createKdfWorker: CreateKdfWorker
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
}

const maxWasmBytes = 16_777_216

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
export const startVault = async (
  options: VaultOptions,
): Promise<{ handlers: VaultHandlers; stop: () => Promise<void> }> => {
  const { homeFolder, resourcesFolder, emit, now } = options
  await loadSodium()
  const disk = createNodeDisk()
  for (const folder of [homeFolder, `${homeFolder}/vaults`, `${homeFolder}/witness`]) {
    await ensureFolder(disk, folder)
  }
  const wasm = await disk.readFile(options.wasmPath, maxWasmBytes)
  if (!wasm.ok) throw new Error(`sql.js's program cannot be read: ${wasm.error.code}`)
  const door = createStorageDoor(
    {
      disk,
      now,
      random: randomBytes,
      every: startInterval,
      host: { machineId: await readMachineId(disk, homeFolder), pid: process.pid, isProcessAlive },
      deriveSlotKey: createWorkerKdf(options.createKdfWorker),
      witness: createWitnessFile(disk, `${homeFolder}/witness`),
      sqlite: await loadSqlite(wasm.value),
    },
    totalmem(),
  )
  return assembleVault({ disk, door, homeFolder, resourcesFolder, emit, now })
}
