import type { Database } from 'sql.js'
import { err, ok, type Result } from '../../../shared/errors/result'
import type { HeaderBody } from '../../../shared/formats/header'
import { journalHeaderBytes, maxJournalBytes } from '../../../shared/formats/journal'
import { type Bytes, bytesToHex, concatBytes } from '../../../shared/util/bytes'
import { VaultId } from '../../../shared/util/ids'
import type { DiskError } from '../../platform/disk'
import {
  type CommitFailure,
  type CompactFailure,
  diskErrorToReason,
  type HeaderChangeFailure,
  type ReadOnlyReason,
} from './failures'
import { createHeaderChanges } from './header-changes'
import { wipeVaultKeys, writeHeader } from './header-file'
import { createImageChanges } from './image-changes'
import { type JournalHead, maxPayloadBytes, sealRecord, wipeJournal } from './journal-file'
import type { LiveState } from './live-state'
import { applyPayload, decodePayload, encodePayload, type Payload } from './payload'
import { inSavepoint, tryOut } from './sqlite'
import type { StorageDeps } from './storage-deps'
import type { StoreMode, StoreSchema, VaultFacts, VaultStore } from './vault-store'
import { createWorkQueue } from './work-queue'

interface Job<Op> {
  readonly payload: Payload<Op>
  readonly bytes: Bytes
  readonly resolve: (result: Result<void, CommitFailure>) => void
  readonly reject: (defect: unknown) => void
}

/** Commits that may share one sync. */
const maxGroup = 64
const compactionFloorBytes = 4 * 1_048_576

/** A job alone needs no savepoint of its own inside the one that is undone anyway. */
const runPlainly = (_: Database, work: () => void): void => work()

export const createLiveStore = <Op>(
  deps: StorageDeps,
  schema: StoreSchema<Op>,
  state: LiveState,
): VaultStore<Op> & { readonly tellWitness: () => Promise<void> } => {
  const vaultId = VaultId.parse(bytesToHex(state.header.vaultId))
  let closing: Promise<void> | null = null

  const goReadOnly = (reason: ReadOnlyReason): ReadOnlyReason => {
    state.readOnly ??= reason
    return state.readOnly
  }
  const refuse = (reason: ReadOnlyReason) => err({ code: 'vault/read-only' as const, reason })
  const locked = err({ code: 'vault/locked' as const })

  /** @returns why nothing may be written now, or `null`. */
  const checkWritable = async (): Promise<ReadOnlyReason | null> => {
    if (state.readOnly !== null) return state.readOnly
    return (await state.lock?.isHeld()) ? null : goReadOnly('lock-lost')
  }

  const tellWitness = (): Promise<void> =>
    deps.witness
      .set(state.header.vaultId as Bytes, {
        sequence: state.sequence,
        headHash: state.headHash,
        headerRevision: state.header.revision,
        intakePublicKey: state.header.intakePublicKey,
      })
      .catch(() => undefined)

  // Commits.

  /** Rejects, one by one, the jobs that do not apply: none of their bytes reach the journal. */
  const rehearse = (jobs: readonly Job<Op>[]): readonly Job<Op>[] => {
    const sound: Job<Op>[] = []
    const apply = jobs.length === 1 ? runPlainly : inSavepoint
    tryOut(state.db, () => {
      for (const job of jobs) {
        try {
          apply(state.db, () => applyPayload(schema, state.db, job.payload))
          sound.push(job)
        } catch (defect) {
          job.reject(defect)
        }
      }
    })
    return sound
  }

  const appendRecords = async (
    jobs: readonly Job<Op>[],
    journal: NonNullable<LiveState['journal']>,
  ): Promise<Result<JournalHead, DiskError>> => {
    let head = journal.head
    const records: Bytes[] = []
    for (const job of jobs) {
      const sealed = sealRecord(deps, head, job.bytes)
      records.push(sealed.record)
      head = sealed.head
    }
    if (state.isTailTorn) {
      const cut = await journal.file.truncate(journal.head.endByte)
      if (!cut.ok) return cut
      state.isTailTorn = false
    }
    const written = await journal.file.write(concatBytes(...records), journal.head.endByte)
    const synced = written.ok ? await journal.file.sync() : written
    return synced.ok ? ok(head) : synced
  }

  const serveCommits = async (jobs: readonly Job<Op>[]): Promise<void> => {
    const refuseAll = (some: readonly Job<Op>[], reason: ReadOnlyReason) => {
      for (const job of some) job.resolve(refuse(reason))
    }
    const reason = await checkWritable()
    if (reason !== null || state.journal === null) return refuseAll(jobs, reason ?? 'defect')
    const sound = rehearse(jobs)
    if (sound.length === 0) return
    const journal = state.journal
    const appended = await appendRecords(sound, journal)
    if (!appended.ok) return refuseAll(sound, goReadOnly(diskErrorToReason(appended.error)))

    state.journal = { head: appended.value, file: journal.file }
    for (const [index, job] of sound.entries()) {
      try {
        inSavepoint(state.db, () => applyPayload(schema, state.db, job.payload))
      } catch {
        return refuseAll(sound.slice(index), goReadOnly('defect'))
      }
      state.sequence++
    }
    state.headHash = appended.value.lastHash
    for (const job of sound) job.resolve(ok(undefined))
    await tellWitness()
  }

  /** A defect leaves nobody waiting, and nothing more is written on what it left. */
  const serveOrReject = (jobs: readonly Job<Op>[]): Promise<void> =>
    serveCommits(jobs).catch((defect) => {
      goReadOnly('defect')
      for (const job of jobs) job.reject(defect)
    })

  const queue = createWorkQueue(serveOrReject, maxGroup)

  const commit = async (ops: readonly Op[]): Promise<Result<void, CommitFailure>> => {
    if (closing) return locked
    const bytes = encodePayload(schema, deps.now(), ops)
    const roomBytes = maxJournalBytes - (state.journal?.head.endByte ?? 0)
    const limitBytes = Math.min(maxPayloadBytes, Math.floor(roomBytes / 2))
    if (bytes.length > limitBytes) return err({ code: 'vault/commit-too-large', limitBytes })
    // What is applied is what replay will read, whatever the caller does with its objects meanwhile.
    const payload = decodePayload(schema, bytes)
    if (!payload.ok) throw new Error('an operation does not survive its own encoding')
    return new Promise((resolve, reject) => {
      queue.add({ payload: payload.value, bytes, resolve, reject })
    })
  }

  const { compactNow, purgeNow, acceptNow } = createImageChanges(
    deps,
    schema.version,
    state,
    goReadOnly,
    tellWitness,
  )

  const runWritable = <T, E extends { readonly code: string }>(
    work: () => Promise<Result<T, E>>,
  ): Promise<Result<T, E | CommitFailure>> => {
    if (closing) return Promise.resolve(locked)
    return queue.runAlone(async () => {
      const reason = await checkWritable()
      return reason === null ? work() : refuse(reason)
    })
  }

  // Header.

  const replaceHeader = async (
    change: (current: HeaderBody) => HeaderBody,
  ): Promise<Result<void, HeaderChangeFailure>> =>
    runWritable(async () => {
      const next = change(state.header)
      const written = await writeHeader(deps.disk, state.folder, next)
      if (!written.ok) return refuse(goReadOnly(diskErrorToReason(written.error)))
      state.header = next
      await tellWitness()
      return ok(undefined)
    }) as Promise<Result<void, HeaderChangeFailure>>

  const readFacts = (): VaultFacts => ({
    vaultId,
    label: state.header.label,
    createdAtMs: state.header.createdAtMs,
    kdf: state.header.kdf,
    intakePublicKey: state.header.intakePublicKey as Bytes,
  })

  const closeNow = async (compact: boolean): Promise<void> => {
    const hasNews = state.journal !== null && state.journal.head.endByte > journalHeaderBytes
    // Whatever goes wrong here, the journal has everything, and the keys must go.
    if (compact && hasNews && (await checkWritable()) === null) {
      await compactNow().catch(() => undefined)
    }
    await state.journal?.file.close()
    await state.lock?.release()
    if (state.journal) wipeJournal(state.journal.head)
    wipeVaultKeys(state.keys)
    state.db.close()
  }

  return {
    facts: readFacts,
    db: state.db,
    mode: (): StoreMode =>
      state.readOnly === null
        ? { kind: 'read-write' }
        : { kind: 'read-only', reason: state.readOnly },
    sequence: () => state.sequence,
    commit,
    isCompactionDue: () =>
      (state.journal?.head.endByte ?? 0) > Math.max(compactionFloorBytes, state.imageFileBytes / 2),
    compact: () => runWritable(compactNow) as Promise<Result<void, CompactFailure>>,
    purge: () => runWritable(purgeNow) as Promise<Result<void, CompactFailure>>,
    ...createHeaderChanges(deps, state, replaceHeader),
    acceptAsIs: async () => (closing ? locked : queue.runAlone(acceptNow)),
    close: (options) => {
      closing ??= queue.runAlone(() => closeNow(options?.compact ?? true))
      return closing
    },
    tellWitness,
  }
}
