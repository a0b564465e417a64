/**
 * Writes `tests/vectors/v1/storage`: `npx tsx tests/support/disk/write-storage-vectors.ts`.
 *
 * Once a release has written these formats the files are frozen: a change of format is a new version,
 * with a folder of its own.
 */
import { writeFileSync } from 'node:fs'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import { makeStorageVectors } from './storage-vectors'

await loadSodium()
for (const [name, vectors] of Object.entries(makeStorageVectors())) {
  const file = new URL(`../../vectors/v1/storage/${name}`, import.meta.url)
  writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`)
}
