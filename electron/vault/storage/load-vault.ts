import type { Database } from 'sql.js'
import { err, ok, type Result } from '../../../shared/errors/result'
import type { Bytes } from '../../../shared/util/bytes'
import type { OpenFailure, ReadOnlyReason } from './failures'
import { type Generations, listGenerations } from './generations'
import type { VaultKeys } from './header-file'
import { type ImagePlace, type LoadedImage, readImage } from './image-file'
import { type JournalHead, type LoadedJournal, readJournal, wipeJournal } from './journal-file'
import { applyPayload, decodePayload } from './payload'
import { inSavepoint, openDatabase, setSchemaVersion } from './sqlite'
import type { StorageDeps } from './storage-deps'
import type { StoreSchema } from './vault-store'

/** The newest state of a vault that verifies, and whether it is all there should be. */
export interface LoadedVault {
  readonly db: Database
  readonly generation: number
  /** Of any image or journal in the folder, used or not. */
  readonly highestGeneration: number
  readonly imageFileBytes: number
  /** `null` when there is no journal to write on. */
  readonly journal: JournalHead | null
  readonly sequence: number
  readonly headHash: Bytes
  /** Hash of the commit with this number, where it is still known. */
  readonly hashAt: (sequence: number) => Uint8Array | null
  readonly lastSeenAtMs: number
  readonly isTailTorn: boolean
  readonly damage: ReadOnlyReason | null
  readonly migratedFrom: number | null
}

export type LoadFailure = Extract<
  OpenFailure,
  {
    code: 'vault/newer-format' | 'vault/image-damaged' | 'vault/image-missing' | 'vault/unreadable'
  }
>

interface Source {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: VaultKeys
}

/**
 * A journal is made after its image was read back, and the pair before is deleted after that. So the
 * newest journal names the present generation; an image without a journal is a compaction that was
 * interrupted, unless no journal is left at all.
 */
export const loadVault = async <Op>(
  deps: Pick<StorageDeps, 'disk' | 'sqlite'>,
  source: Source,
  schema: StoreSchema<Op>,
): Promise<Result<LoadedVault, LoadFailure>> => {
  const listed = await listGenerations(deps.disk, source.folder)
  if (!listed.ok) return err({ code: 'vault/unreadable', cause: listed.error.code })
  const chosen = await chooseImage(deps, source, listed.value)
  if (!chosen.ok) return chosen
  const { image, generation, isFallback } = chosen.value

  const journal = await loadJournal(deps, source, generation, image)
  if (!journal.ok) return journal
  const built = buildDatabase(deps, schema, image, journal.value.loaded)
  if (!built.ok) {
    if (journal.value.loaded) wipeJournal(journal.value.loaded.head)
    return built
  }
  const loaded = journal.value.loaded
  const { meta } = image
  const sequence = built.value.appliedSequence
  const hashAt = (number: number) =>
    number === meta.sequence ? meta.headHash : (loaded?.hashAt(number) ?? null)
  return ok({
    db: built.value.db,
    generation,
    highestGeneration: listed.value.highest,
    imageFileBytes: image.fileBytes,
    journal: loaded?.head ?? null,
    sequence,
    headHash: (hashAt(sequence) ?? meta.headHash) as Bytes,
    hashAt,
    lastSeenAtMs: built.value.lastSeenAtMs,
    isTailTorn: loaded?.tail === 'torn',
    damage: isFallback ? 'image-damaged' : (built.value.damage ?? journal.value.damage),
    migratedFrom: built.value.migratedFrom,
  })
}

interface ChosenImage {
  readonly image: LoadedImage
  readonly generation: number
  /** The image that belongs here did not verify, and this is the newest other one that does. */
  readonly isFallback: boolean
}

const chooseImage = async (
  deps: Pick<StorageDeps, 'disk'>,
  source: Source,
  { images, journals }: Generations,
): Promise<Result<ChosenImage, LoadFailure>> => {
  const present = journals[0] ?? images[0]
  if (present === undefined) return err({ code: 'vault/image-missing' })
  const others = images.filter((generation) => generation !== present)
  for (const generation of [present, ...others]) {
    const image = await readImage(deps.disk, placeOf(source, generation))
    if (image.ok) return ok({ image: image.value, generation, isFallback: generation !== present })
    if (image.error.code === 'image/newer-format') {
      return err({ code: 'vault/newer-format', file: 'image', version: image.error.version })
    }
    if (image.error.code === 'image/unreadable' && generation === present) {
      return err({ code: 'vault/unreadable', cause: image.error.cause })
    }
  }
  return err({ code: images.length === 0 ? 'vault/image-missing' : 'vault/image-damaged' })
}

const placeOf = (source: Source, generation: number): ImagePlace => ({
  folder: source.folder,
  vaultId: source.vaultId,
  generation,
  wrapKey: source.keys.wrapKey,
})

const loadJournal = async (
  deps: Pick<StorageDeps, 'disk'>,
  source: Source,
  generation: number,
  image: LoadedImage,
): Promise<
  Result<{ loaded: LoadedJournal | null; damage: ReadOnlyReason | null }, LoadFailure>
> => {
  const base = { imageHash: image.imageHash, sequence: image.meta.sequence }
  const journal = await readJournal(deps.disk, placeOf(source, generation), base)
  if (journal.ok) {
    const damage = journal.value.tail === 'damaged' ? 'journal-damaged' : null
    return ok({ loaded: journal.value, damage })
  }
  switch (journal.error.code) {
    case 'journal/missing':
      return ok({ loaded: null, damage: 'journal-missing' })
    case 'journal/damaged':
      return ok({ loaded: null, damage: 'journal-damaged' })
    case 'journal/newer-format':
      return err({ code: 'vault/newer-format', file: 'journal', version: journal.error.version })
    case 'journal/unreadable':
      return err({ code: 'vault/unreadable', cause: journal.error.cause })
  }
}

interface BuiltDatabase {
  readonly db: Database
  readonly appliedSequence: number
  readonly lastSeenAtMs: number
  readonly damage: ReadOnlyReason | null
  readonly migratedFrom: number | null
}

const buildDatabase = <Op>(
  deps: Pick<StorageDeps, 'sqlite'>,
  schema: StoreSchema<Op>,
  image: LoadedImage,
  journal: LoadedJournal | null,
): Result<BuiltDatabase, LoadFailure> => {
  const { meta, plaintext } = image
  const isNewer = (version: number) =>
    err({ code: 'vault/newer-format' as const, file: 'tables' as const, version })
  if (meta.schemaVersion > schema.version) return isNewer(meta.schemaVersion)
  const db = openDatabase(deps.sqlite, plaintext)
  plaintext.fill(0)
  if (db === null) return err({ code: 'vault/image-damaged' })
  const migratedFrom = meta.schemaVersion < schema.version ? meta.schemaVersion : null
  if (migratedFrom !== null) {
    inSavepoint(db, () => {
      schema.migrate(db, migratedFrom)
      setSchemaVersion(db, schema.version)
    })
  }

  let appliedSequence = meta.sequence
  let lastSeenAtMs = meta.writtenAtMs
  for (const bytes of journal?.payloads ?? []) {
    const payload = decodePayload(schema, bytes)
    bytes.fill(0)
    if (!payload.ok && payload.error.code === 'payload/newer-schema') {
      db.close()
      return isNewer(payload.error.version)
    }
    // The record verifies, so this program wrote it and cannot read it: show what came before.
    const isApplied = payload.ok && tryApply(db, () => applyPayload(schema, db, payload.value))
    if (!isApplied) {
      return ok({ db, appliedSequence, lastSeenAtMs, damage: 'defect', migratedFrom })
    }
    appliedSequence++
    lastSeenAtMs = payload.value.atMs
  }
  return ok({ db, appliedSequence, lastSeenAtMs, damage: null, migratedFrom })
}

const tryApply = (db: Database, apply: () => void): boolean => {
  try {
    inSavepoint(db, apply)
    return true
  } catch {
    return false
  }
}
