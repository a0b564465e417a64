import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Disk } from '../../electron/platform/disk'
import { createNodeDisk } from '../../electron/platform/node-disk'
import { assembleVault } from '../../electron/vault/assemble-vault'
import { hash256 } from '../../electron/vault/crypto/hash'
import { deriveInProcess } from '../../electron/vault/crypto/kdf'
import { kdfFloor } from '../../electron/vault/crypto/kdf-params'
import { randomBytes } from '../../electron/vault/crypto/keys'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { type MeetingTime, systemTime } from '../../electron/vault/meeting/meeting-time'
import { createStorageDoor } from '../../electron/vault/session/storage-door'
import { loadSqlite } from '../../electron/vault/storage/sqlite'
import { createWitnessFile } from '../../electron/vault/storage/witness-file'
import type { VaultEvent, VaultHandlers } from '../../shared/contracts/vault'
import { emptyDraft, type IntakeDraft } from '../../shared/domain/intake'
import { unwrap } from '../../shared/errors/result'
import type { Bytes } from '../../shared/util/bytes'

export const passphrase = 'blue kettle walks north again'

const project = new URL('../../', import.meta.url)

/** A folder for vaults, to be removed after the test. */
export const makeVaultHome = (): { home: string; remove: () => void } => {
  const home = mkdtempSync(join(tmpdir(), 'conclave-test-'))
  for (const folder of ['vaults', 'witness']) mkdirSync(join(home, folder))
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) }
}

/** Makes homes for the tests of a file; each is gone after its test. */
export const setupHomes = (): (() => string) => {
  const removes: (() => void)[] = []
  afterEach(() => {
    for (const remove of removes.splice(0)) remove()
  })
  return () => {
    const { home, remove } = makeVaultHome()
    removes.push(remove)
    return home
  }
}

/** The code of a refusal, or `null` when it was done. */
export const codeOf = (result: { ok: boolean; error?: { code: string } }) =>
  result.ok ? null : result.error?.code

export interface DiskVaultOptions {
  readonly home: string
  readonly machineId?: string
  readonly disk?: Disk
  readonly clock?: { nowMs: number }
  /** While it says so no key can be derived from a passphrase. */
  readonly isKdfBroken?: () => boolean
  /** How time passes in meetings. */
  readonly time?: MeetingTime
}

/**
 * The whole vault on a real disk, in this process: everything but the cost of guessing a passphrase,
 * which has its own tests.
 */
export const startDiskVault = async (options: DiskVaultOptions) => {
  await loadSodium()
  const clock = options.clock ?? { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
  const disk = options.disk ?? createNodeDisk()
  const events: VaultEvent[] = []
  const wasm = readFileSync(new URL('node_modules/sql.js/dist/sql-wasm.wasm', project))
  const door = createStorageDoor(
    {
      disk,
      now: () => clock.nowMs,
      random: randomBytes,
      every: () => () => {},
      host: {
        machineId: options.machineId ?? 'laptop',
        pid: process.pid,
        isProcessAlive: () => false,
      },
      deriveSlotKey: async ({ passphrase: words, salt }) => {
        if (options.isKdfBroken?.()) throw new Error('no memory for a key derivation')
        return hash256(words, salt) as Bytes
      },
      witness: createWitnessFile(disk, `${options.home}/witness`),
      sqlite: await loadSqlite(wasm),
    },
    2 ** 34,
  )
  const defects: unknown[] = []
  const assembled = assembleVault({
    disk,
    door,
    homeFolder: options.home,
    resourcesFolder: new URL('resources', project).pathname,
    emit: (event) => events.push(event),
    now: () => clock.nowMs,
    handoff: {
      readPage: async () => '<html>__SEALED__</html>',
      derive: deriveInProcess,
      kdf: kdfFloor,
    },
    time: options.time ?? systemTime,
    allowsLoopback: false,
    reportDefect: (thrown) => defects.push(thrown),
  })
  return { ...assembled, events, defects, clock }
}

export const founding = {
  committeeName: 'Harbor Days committee',
  memberName: 'Ada',
  employer: 'Tidewater Labs',
  label: 'My committee',
  playbook: { id: 'elastic' },
  acceptedAgreement: '1',
  passphrase,
}

/** A vault of Ada's on a real disk, new and unlocked. */
export const foundDiskVault = async (options: DiskVaultOptions) => {
  const vault = await startDiskVault(options)
  const { folder, recoveryKey } = unwrap(await vault.handlers['vault.found'](founding as never))
  return { ...vault, home: options.home, folder, recoveryKey }
}

/** The newest hundred cases. */
export const listCases = async (handlers: VaultHandlers) =>
  unwrap(
    await handlers['case.list']({
      filter: { status: [], channel: [], severity: [], overdueOnly: false },
      sort: 'received',
      descending: true,
      offset: 0,
      limit: 100,
    }),
  )

export const takeReport = async (handlers: VaultHandlers, changes: Partial<IntakeDraft> = {}) => {
  const { intakeId, draft } = unwrap(await handlers['intake.start']({ channel: 'phone' }))
  const taken = { ...emptyDraft('phone', draft.receivedAtMs), ...changes } as IntakeDraft
  unwrap(await handlers['intake.save']({ intakeId, draft: taken }))
  return unwrap(await handlers['intake.finish']({ intakeId, draft: taken }))
}

/** Every file under a folder, with its bytes; what goes away meanwhile, and what is no file, is left out. */
export const readAllFiles = (folder: string): { path: string; bytes: Buffer }[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return readAllFiles(path)
    if (!entry.isFile()) return []
    try {
      return [{ path, bytes: readFileSync(path) }]
    } catch {
      return []
    }
  })

/** This member's laptops that may enter something. */
export const liveDevicesOf = async (handlers: VaultHandlers) => {
  const { members } = unwrap(await handlers['member.list']({}))
  return members
    .filter(({ isSelf }) => isSelf)
    .flatMap(({ devices }) => devices.filter(({ state }) => state !== 'revoked'))
}
