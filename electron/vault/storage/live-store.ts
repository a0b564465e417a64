import type { Database } from 'sql.js'
import { err, ok, type Result } from '../../../shared/errors/result'
import type { HeaderBody } from '../../../shared/formats/header'
import { maxImageBytes } from '../../../shared/formats/image'
import { journalHeaderBytes, maxJournalBytes } from '../../../shared/formats/journal'
import { type Bytes, bytesToHex, concatBytes } from '../../../shared/util/bytes'
import { VaultId } from '../../../shared/util/ids'
import type { DiskError, DiskFile } from '../../platform/disk'
import {
  type AcceptFailure,
  type CommitFailure,
  type CompactFailure,
  diskErrorToReason,
  type HeaderChangeFailure,
  type ReadOnlyReason,
} from './failures'
import { startJournal, writeVerifiedImage } from './generation-writer'
import { keepCopies, removeKeptFiles, removeOtherGenerations } from './generations'
import { createHeaderChanges } from './header-changes'
import { type VaultKeys, wipeVaultKeys, writeHeader } from './header-file'
import { type JournalHead, maxPayloadBytes, sealRecord, wipeJournal } from './journal-file'
import { applyPayload, decodePayload, encodePayload, type Payload } from './payload'
import { inSavepoint, scrubDatabase, tryOut } from './sqlite'
import type { StorageDeps } from './storage-deps'
import type { VaultLock } from './vault-lock'
import type { StoreMode, StoreSchema, VaultFacts, VaultStore } from './vault-store'
import { createWorkQueue } from './work-queue'

/** What opening or creating hands over. The store owns all of it from then on. */
export interface LiveState {
  readonly folder: string
  readonly keys: VaultKeys
  readonly db: Database
  header: HeaderBody
  generation: number
  highestGeneration: number
  imageFileBytes: number
  /** `null` while there is nothing to write on; the store is read-only then. */
  journal: { head: JournalHead; file: DiskFile } | null
  /** An unfinished write stands behind the journal's end, and is cut off before the next. */
  isTailTorn: boolean
  sequence: number
  headHash: Bytes
  readOnly: ReadOnlyReason | null
  /** `null` where the folder could not be locked; the store is read-only then. */
  readonly lock: VaultLock | null
  /** The next compaction keeps copies of what an older version of the app had written. */
  owesCopies: boolean
}

interface Job<Op> {
  readonly payload: Payload<Op>
  readonly bytes: Bytes
  readonly resolve: (result: Result<void, CommitFailure>) => void
  readonly reject: (defect: unknown) => void
}

/** Commits that may share one sync. */
const maxGroup = 64
const compactionFloorBytes = 4 * 1_048_576

const acceptable: readonly ReadOnlyReason[] = [
  'older-than-last-seen',
  'journal-damaged',
  'journal-missing',
  'image-damaged',
]

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

  const queue = createWorkQueue(serveCommits, maxGroup)

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

  // Images.

  /** A failed sync says that the disk lies; any other failure before the switch changed nothing. */
  const failBeforeSwitch = (error: DiskError): Result<never, CompactFailure> => {
    if (error.operation === 'sync' || error.operation === 'sync-folder') {
      goReadOnly(diskErrorToReason(error))
    }
    return err({ code: 'vault/compaction-failed', cause: error.code })
  }

  /** Writes the database as the next generation and switches to it. The caller has the queue. */
  const writeGeneration = async (): Promise<Result<void, CompactFailure>> => {
    const plaintext = state.db.export()
    if (plaintext.length > maxImageBytes) {
      return err({ code: 'vault/image-too-large', limitBytes: maxImageBytes })
    }
    const generation = ++state.highestGeneration
    const { folder, header, keys } = state
    const place = { folder, vaultId: header.vaultId, generation, wrapKey: keys.wrapKey }
    const meta = {
      sequence: state.sequence,
      headHash: state.headHash,
      writtenAtMs: deps.now(),
      schemaVersion: schema.version,
    }
    const image = await writeVerifiedImage(deps, place, meta, plaintext)
    plaintext.fill(0)
    if (!image.ok && image.error.code === 'image/not-verified') {
      return err({ code: 'vault/compaction-failed', cause: 'verification' })
    }
    if (!image.ok) return failBeforeSwitch(image.error as DiskError)
    if (state.owesCopies) {
      const kept = await keepCopies(deps.disk, folder, generation)
      if (!kept.ok) return failBeforeSwitch(kept.error)
      state.owesCopies = false
    }

    const started = await startJournal(deps, place, image.value.imageHash, state.sequence)
    if (!started.ok) {
      // The new pair may stand already: what went to the old journal now would be lost.
      goReadOnly(diskErrorToReason(started.error))
      return err({ code: 'vault/compaction-failed', cause: started.error.code })
    }
    await state.journal?.file.close()
    if (state.journal) wipeJournal(state.journal.head)
    state.journal = started.value
    state.isTailTorn = false
    state.generation = generation
    state.imageFileBytes = image.value.fileBytes
    return ok(undefined)
  }

  const compactNow = async (): Promise<Result<void, CompactFailure>> => {
    const written = await writeGeneration()
    if (!written.ok) return written
    // What stays behind here goes with the next opening or compaction.
    await removeOtherGenerations(deps.disk, state.folder, state.generation)
    await tellWitness()
    return written
  }

  const purgeNow = async (): Promise<Result<void, CompactFailure>> => {
    scrubDatabase(state.db)
    state.owesCopies = false
    const written = await writeGeneration()
    if (!written.ok) return written
    const removed = await removeOtherGenerations(deps.disk, state.folder, state.generation)
    const unkept = await removeKeptFiles(deps.disk, state.folder)
    await tellWitness()
    const left = removed.ok ? unkept : removed
    return left.ok ? left : err({ code: 'vault/purge-incomplete', cause: left.error.code })
  }

  const runWritable = <T, E extends { readonly code: string }>(
    work: () => Promise<Result<T, E>>,
  ): Promise<Result<T, E | CommitFailure>> => {
    if (closing) return Promise.resolve(locked)
    return queue.runAlone(async () => {
      const reason = await checkWritable()
      return reason === null ? work() : refuse(reason)
    })
  }

  const acceptNow = async (): Promise<Result<void, AcceptFailure>> => {
    const reason = state.readOnly
    if (reason === null || !acceptable.includes(reason)) {
      return err({ code: 'vault/nothing-to-accept' })
    }
    if (!(await state.lock?.isHeld())) return refuse(reason)
    state.owesCopies = true
    state.readOnly = null
    const written = await writeGeneration()
    if (!written.ok) {
      state.readOnly ??= reason
      return written
    }
    await removeOtherGenerations(deps.disk, state.folder, state.generation)
    await tellWitness()
    return written
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
    if (compact && hasNews && (await checkWritable()) === null) await compactNow()
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
