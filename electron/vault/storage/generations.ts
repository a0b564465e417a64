import { ok, type Result } from '../../../shared/errors/result'
import { imageFileBytes, maxImageBytes } from '../../../shared/formats/image'
import type { Disk, DiskError } from '../../platform/disk'
import { removeIfPresent, writeFileAtomic } from '../../platform/write-file-atomic'
import {
  creationMarkerFile,
  type GenerationFile,
  inboxFolder,
  isTemporaryFile,
  keptFolder,
  parseGenerationFile,
} from './vault-files'

/** The images and journals in a vault's folder. */
export interface Generations {
  readonly files: readonly GenerationFile[]
  /** Newest first. */
  readonly images: readonly number[]
  readonly journals: readonly number[]
  /** 0 when there are none. */
  readonly highest: number
}

export const listGenerations = async (
  disk: Disk,
  folder: string,
): Promise<Result<Generations, DiskError>> => {
  const names = await disk.list(folder)
  if (!names.ok) return names
  const files = names.value.map(parseGenerationFile).filter((file) => file !== null)
  const of = (kind: GenerationFile['kind']) =>
    files
      .filter((file) => file.kind === kind)
      .map((file) => file.generation)
      .sort((a, b) => b - a)
  const [images, journals] = [of('image'), of('journal')]
  return ok({ files, images, journals, highest: Math.max(0, images[0] ?? 0, journals[0] ?? 0) })
}

/**
 * Copies the images and journals of all generations but one to `kept/`, durably. A file that the disk no longer reads is moved
 * there instead.
 */
export const keepCopies = async (
  disk: Disk,
  folder: string,
  generation: number,
): Promise<Result<void, DiskError>> => {
  const generations = await listGenerations(disk, folder)
  if (!generations.ok) return generations
  const made = await disk.makeFolder(`${folder}/${keptFolder}`)
  if (!made.ok && made.error.code !== 'disk/exists') return made
  for (const { name } of generations.value.files.filter((file) => file.generation !== generation)) {
    const [from, to] = [`${folder}/${name}`, `${folder}/${keptFolder}/${generation}-${name}`]
    const read = await disk.readFile(from, imageFileBytes(maxImageBytes))
    const kept = read.ok ? await writeFileAtomic(disk, to, read.value) : await disk.rename(from, to)
    if (!kept.ok) return kept
  }
  return disk.syncFolder(folder)
}

/** Deletes the images and journals of every other generation. Goes on after a failure, and answers the first. */
export const removeOtherGenerations = async (
  disk: Disk,
  folder: string,
  generation: number,
): Promise<Result<void, DiskError>> => {
  const generations = await listGenerations(disk, folder)
  if (!generations.ok) return generations
  const others = generations.value.files.filter((file) => file.generation !== generation)
  if (others.length === 0) return ok(undefined)
  // Journals first: an image alone is never taken for the present state while a pair exists.
  others.sort((a, b) => Number(a.kind === 'image') - Number(b.kind === 'image'))
  return removeAll(
    disk,
    folder,
    others.map((file) => file.name),
  )
}

/** Deletes everything in `kept/`. */
export const removeKeptFiles = async (
  disk: Disk,
  folder: string,
): Promise<Result<void, DiskError>> => {
  const kept = `${folder}/${keptFolder}`
  const names = await disk.list(kept)
  if (!names.ok) return names.error.code === 'disk/missing' ? ok(undefined) : names
  return names.value.length === 0 ? ok(undefined) : removeAll(disk, kept, names.value)
}

/** Clears what interrupted writes left behind. Best effort: nothing depends on it. */
export const removeLeftovers = async (disk: Disk, folder: string): Promise<void> => {
  for (const place of [folder, `${folder}/${inboxFolder}`, `${folder}/${keptFolder}`]) {
    const names = await disk.list(place)
    const left = names.ok
      ? names.value.filter((name) => isTemporaryFile(name) || name === creationMarkerFile)
      : []
    for (const name of left) await disk.remove(`${place}/${name}`)
  }
}

const removeAll = async (
  disk: Disk,
  folder: string,
  names: readonly string[],
): Promise<Result<void, DiskError>> => {
  let result: Result<void, DiskError> = ok(undefined)
  for (const name of names) {
    const removed = await removeIfPresent(disk, `${folder}/${name}`)
    if (!removed.ok && result.ok) result = removed
  }
  const synced = await disk.syncFolder(folder)
  return result.ok ? synced : result
}
