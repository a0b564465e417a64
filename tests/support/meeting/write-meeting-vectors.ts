/**
 * Writes `tests/vectors/v1/meeting`: `npx tsx tests/support/meeting/write-meeting-vectors.ts`.
 *
 * Once a release has spoken this protocol the files are frozen: a change of it is a new version, with a
 * folder of its own.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import { makeMeetingVectors } from './meeting-vectors'

await loadSodium()
const folder = new URL('../../vectors/v1/meeting/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, vectors] of Object.entries(makeMeetingVectors())) {
  writeFileSync(new URL(name, folder), `${JSON.stringify(vectors, null, 2)}\n`)
}
