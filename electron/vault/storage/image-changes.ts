import { err, ok, type Result } from '../../../shared/errors/result'
import { maxImageBytes } from '../../../shared/formats/image'
import type { DiskError } from '../../platform/disk'
import {
  type AcceptFailure,
  type CompactFailure,
  diskErrorToReason,
  type ReadOnlyReason,
} from './failures'
import { startJournal, writeVerifiedImage } from './generation-writer'
import { keepCopies, removeKeptFiles, removeOtherGenerations } from './generations'
import { wipeJournal } from './journal-file'
import type { LiveState } from './live-state'
import { scrubDatabase } from './sqlite'
import type { StorageDeps } from './storage-deps'

const acceptable: readonly ReadOnlyReason[] = [
  'older-than-last-seen',
  'journal-damaged',
  'journal-missing',
  'image-damaged',
]

export interface ImageChanges {
  readonly compactNow: () => Promise<Result<void, CompactFailure>>
  readonly purgeNow: () => Promise<Result<void, CompactFailure>>
  readonly acceptNow: () => Promise<Result<void, AcceptFailure>>
}

/** The three ways to a new generation of an open vault. The caller sees to it that nothing else runs meanwhile. */
export const createImageChanges = (
  deps: Pick<StorageDeps, 'disk' | 'random' | 'now'>,
  schemaVersion: number,
  state: LiveState,
  goReadOnly: (reason: ReadOnlyReason) => ReadOnlyReason,
  tellWitness: () => Promise<void>,
): ImageChanges => {
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
      schemaVersion,
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

  const acceptNow = async (): Promise<Result<void, AcceptFailure>> => {
    const reason = state.readOnly
    if (reason === null || !acceptable.includes(reason)) {
      return err({ code: 'vault/nothing-to-accept' })
    }
    if (!(await state.lock?.isHeld())) return err({ code: 'vault/read-only', reason })
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

  return { compactNow, purgeNow, acceptNow }
}
