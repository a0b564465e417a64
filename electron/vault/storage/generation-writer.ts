import { err, ok, type Result } from '../../../shared/errors/result'
import { type Bytes, bytesEqual } from '../../../shared/util/bytes'
import type { DiskError, DiskFile } from '../../platform/disk'
import { type ImageMeta, type ImagePlace, readImage, writeImage } from './image-file'
import { createJournal, type JournalHead, wipeJournal } from './journal-file'
import type { StorageDeps } from './storage-deps'
import { imageFile, journalFile } from './vault-files'

export interface WrittenImage {
  readonly imageHash: Bytes
  readonly fileBytes: number
}

export type WriteImageFailure = DiskError | { readonly code: 'image/not-verified' }

/** Writes an image and reads every byte of it back. Until a journal stands beside it, it counts for nothing. */
export const writeVerifiedImage = async (
  deps: Pick<StorageDeps, 'disk' | 'random'>,
  place: ImagePlace,
  meta: ImageMeta,
  plaintext: Uint8Array,
): Promise<Result<WrittenImage, WriteImageFailure>> => {
  const written = await writeImage(deps, place, meta, plaintext)
  if (!written.ok) return written
  const back = await readImage(deps.disk, place)
  // Every chunk of the file opened, and it is the file that was written.
  const isSame = back.ok && bytesEqual(back.value.imageHash, written.value)
  if (back.ok) back.value.plaintext.fill(0)
  if (isSame) return ok({ imageHash: written.value, fileBytes: back.value.fileBytes })
  await deps.disk.remove(`${place.folder}/${imageFile(place.generation)}`)
  return err({ code: 'image/not-verified' })
}

export interface OpenJournal {
  readonly head: JournalHead
  readonly file: DiskFile
}

/** Puts an empty journal on the image: from this moment the pair is the vault. */
export const startJournal = async (
  deps: Pick<StorageDeps, 'disk' | 'random'>,
  place: ImagePlace,
  imageHash: Uint8Array,
  sequence: number,
): Promise<Result<OpenJournal, DiskError>> => {
  const head = await createJournal(deps, place, { imageHash, sequence })
  if (!head.ok) return head
  const file = await deps.disk.open(`${place.folder}/${journalFile(place.generation)}`)
  if (file.ok) return ok({ head: head.value, file: file.value })
  wipeJournal(head.value)
  return file
}
