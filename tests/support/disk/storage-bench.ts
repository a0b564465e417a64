import { readFileSync } from 'node:fs'
import type { SqlJsStatic } from 'sql.js'
import type { Disk } from '../../../electron/platform/disk'
import { hash256 } from '../../../electron/vault/crypto/hash'
import { passphraseToBytes } from '../../../electron/vault/crypto/kdf'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import { openVaultStore } from '../../../electron/vault/storage/open-vault-store'
import { loadSqlite } from '../../../electron/vault/storage/sqlite'
import type { StorageDeps } from '../../../electron/vault/storage/storage-deps'
import type { VaultSecret } from '../../../electron/vault/storage/vault-store'
import type { Witness, WitnessRecord } from '../../../electron/vault/storage/witness'
import { type Bytes, bytesToHex } from '../../../shared/util/bytes'
import { createMemoryDisk, type DiskImage } from './memory-disk'
import { noteSchema } from './note-schema'

export const folder = '/vault'
export const startMs = Date.UTC(2026, 2, 1)

let sqlite: SqlJsStatic | null = null

/** Loads both WebAssembly modules. Call before anything else here. */
export const loadBench = async (): Promise<void> => {
  await loadSodium()
  sqlite ??= await loadSqlite(readFileSync('node_modules/sql.js/dist/sql-wasm.wasm'))
}

export const passphrase = (text: string): VaultSecret => ({
  kind: 'passphrase',
  passphrase: passphraseToBytes(text),
})

/** Remembers in memory, across the processes of one laptop. */
export const createMemoryWitness = (): Witness & { readonly seen: Map<string, WitnessRecord> } => {
  const seen = new Map<string, WitnessRecord>()
  return {
    seen,
    get: async (vaultId) => seen.get(bytesToHex(vaultId)) ?? null,
    set: async (vaultId, record) => void seen.set(bytesToHex(vaultId), record),
  }
}

export interface BenchOptions {
  readonly witness?: Witness
  readonly machineId?: string
  readonly pid?: number
  readonly now?: () => number
  readonly random?: (lengthBytes: number) => Bytes
}

/** The same bytes for the same seed, and quick: libsodium asks the system for four bytes at a time. */
export const createSeededRandom = (seed: number): ((lengthBytes: number) => Bytes) => {
  let state = seed
  const next = (): number => {
    // Mulberry32 (Tommy Ettinger, public domain).
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return (lengthBytes) => new Uint8Array(Array.from({ length: lengthBytes }, () => next() & 255))
}

let seed = 0

/** One process: it sees no other process alive. Its key derivation is a hash, so that thousands of vaults can be opened. */
export const createDeps = (disk: Disk, options: BenchOptions = {}): StorageDeps => {
  if (!sqlite) throw new Error('loadBench comes first')
  const pid = options.pid ?? 1
  return {
    disk,
    now: options.now ?? (() => startMs),
    random: options.random ?? createSeededRandom(++seed),
    every: () => () => undefined,
    host: {
      machineId: options.machineId ?? 'laptop-of-ada',
      pid,
      isProcessAlive: (other) => other === pid,
    },
    deriveSlotKey: async (request) => hash256(request.passphrase, request.salt),
    witness: options.witness ?? createMemoryWitness(),
    sqlite,
  }
}

/** Opens what a disk holds as a new process does, some minutes later. */
export const openLater = (
  image: DiskImage,
  secret: VaultSecret = passphrase('ada'),
  options: BenchOptions = {},
) => {
  const now = options.now ?? (() => startMs + 600_000)
  const disk = createMemoryDisk({ image, now })
  const deps = createDeps(disk, { pid: 2, ...options, now })
  return openVaultStore(deps, { folder, secret }, noteSchema).then((opened) => ({
    disk,
    deps,
    opened,
  }))
}
