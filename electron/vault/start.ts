import { totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { VaultEvent, VaultHandlers } from '../../shared/contracts/vault'
import { vaultContract } from '../../shared/contracts/vault'
import { err } from '../../shared/errors/result'
import { textOf } from '../../shared/util/bytes'
import type { Disk } from '../platform/disk'
import { readMachineId } from '../platform/machine-id'
import { createNodeDisk } from '../platform/node-disk'
import { createCaseHandlers } from './cases/case-handlers'
import { createIdentityHandlers } from './cases/identity-handlers'
import { createCommitteeHandlers, createShelfHandlers } from './committee/committee-handlers'
import { createPlaybookShelf } from './committee/playbooks'
import { type CreateKdfWorker, createWorkerKdf } from './crypto/kdf-in-worker'
import { kdfDefault } from './crypto/kdf-params'
import { randomBytes } from './crypto/keys'
import { loadSodium } from './crypto/sodium'
import { createExchangeHandlers } from './exchange/exchange-handlers'
import { createFolderWatch, type FolderWatch, lookIntervalMs } from './exchange/watch-folder'
import { createIntakeHandlers } from './intake/intake-handlers'
import { createNightHandlers } from './intake/night-intakes'
import { createHandoverHandlers } from './matters/handovers'
import { createRemovalHandlers } from './matters/removal-handlers'
import { createMemberHandlers } from './members/member-handlers'
import { createRequestHandlers } from './members/request-handlers'
import { createAccessHandlers } from './notices/access-handlers'
import { createHandoffHandlers, type HandoffSource } from './notices/handoff-handlers'
import { createNoticeHandlers } from './notices/notice-handlers'
import type { Session } from './session/session'
import { createSessionHost } from './session/session-handlers'
import { createStorageDoor } from './session/storage-door'
import type { UnlockedVault } from './session/unlocked-vault'
import type { VaultDoor } from './session/vault-door'
import { createVaultRegistry } from './session/vault-registry'
import { loadSqlite } from './storage/sqlite'
import { createWitnessFile } from './storage/witness-file'
import { createTiesHandlers } from './ties/ties-handlers'

export interface VaultParts {
  readonly disk: Disk
  readonly door: VaultDoor
  readonly homeFolder: string
  readonly resourcesFolder: string
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
  readonly handoff: HandoffSource
}

type Name = keyof VaultHandlers
type Handler = (input: never) => unknown

const perSession = (
  { vault, committeeSpace }: Session,
  watch: FolderWatch,
  handoff: HandoffSource,
): Partial<VaultHandlers> => ({
  ...createCaseHandlers(vault),
  ...createIdentityHandlers(vault),
  ...createIntakeHandlers(vault, committeeSpace),
  ...createCommitteeHandlers(vault, committeeSpace),
  ...createMemberHandlers(vault),
  ...createRequestHandlers(vault),
  ...createRemovalHandlers(vault),
  ...createNoticeHandlers(vault),
  ...createAccessHandlers(vault),
  ...createHandoffHandlers(vault, handoff),
  ...createHandoverHandlers(vault),
  ...createTiesHandlers(vault),
  ...createExchangeHandlers(vault, watch),
})

/** What a laptop may ask before anyone let it in: everything else needs a committee. */
const whileWaiting: ReadonlySet<Name> = new Set<Name>(['bundle.import', 'bundle.preview'])

/** What goes on after leaving: news arrives, and the others get what was entered last, the leaving itself. */
const forWhoLeft: ReadonlySet<Name> = new Set<Name>(['bundle.import', 'bundle.make'])

/** What a member who left, or a device that was revoked, may still ask: reading what is theirs to read. */
const mayAct = (session: Session, name: Name): boolean =>
  vaultContract[name].kind === 'query' || forWhoLeft.has(name) || session.isMember()

export interface AssembledVault {
  readonly handlers: VaultHandlers
  /** Looks into the watched folder, in turn with commands. */
  readonly look: () => Promise<void>
  /** Runs in turn with commands. */
  readonly inTurn: <T>(work: () => Promise<T> | T) => Promise<T>
  /** What is unlocked now, for what goes on beside commands. */
  readonly unlocked: () => UnlockedVault | null
  readonly stop: () => Promise<void>
}

/**
 * Every row of the vault's contract. Commands take turns: what one decided on still holds when its
 * entries are made. Rows that need an unlocked vault answer `vault/locked` without one.
 */
export const assembleVault = (parts: VaultParts): AssembledVault => {
  const shelf = createPlaybookShelf(parts.disk, `${parts.resourcesFolder}/playbooks`)
  const registry = createVaultRegistry(parts.disk, parts.homeFolder)
  const host = createSessionHost({ ...parts, shelf, registry })
  const always: Partial<VaultHandlers> = {
    ...host.handlers,
    ...createShelfHandlers(shelf),
    ...createNightHandlers(parts.door, () => host.current() === null, parts.now),
  }
  let unlocked: { session: Session; watch: FolderWatch; handlers: Partial<VaultHandlers> } | null =
    null
  const unlockedNow = () => {
    const session = host.current()
    if (!session) return null
    if (unlocked?.session !== session) {
      const watch = createFolderWatch(session.vault, parts.disk)
      unlocked = { session, watch, handlers: perSession(session, watch, parts.handoff) }
    }
    return unlocked
  }
  const find = (name: Name): Handler => {
    if (always[name]) return always[name] as Handler
    const now = unlockedNow()
    if (!now) return () => err({ code: 'vault/locked' })
    const isWaiting = now.session.status().phase === 'waiting-to-join'
    if (isWaiting && !whileWaiting.has(name)) return () => err({ code: 'join/waiting' })
    if (!isWaiting && !mayAct(now.session, name)) return () => err({ code: 'member/left' })
    return now.handlers[name] as Handler
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T> | T): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  const call = (name: Name) => (input: never) => {
    const run = () => find(name)(input)
    return vaultContract[name].kind === 'command' ? inTurn(run) : run()
  }
  const names = Object.keys(vaultContract) as Name[]
  return {
    handlers: Object.fromEntries(
      names.map((name) => [name, call(name)]),
    ) as unknown as VaultHandlers,
    look: () =>
      inTurn(async () => {
        await unlockedNow()?.watch.look()
      }),
    inTurn,
    unlocked: () => host.current()?.vault ?? null,
    stop: () => inTurn(host.end),
  }
}

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
  const { handlers, look, stop } = assembleVault({
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
  })
  const stopLooking = startInterval(lookIntervalMs, () => void look().catch(() => undefined))
  return {
    handlers,
    stop: () => {
      stopLooking()
      return stop()
    },
  }
}
