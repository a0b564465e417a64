/**
 * Writes `tests/vectors/v1/travel`: `npx tsx tests/support/write-travel-vectors.ts`.
 *
 * Once a release has written these formats the files are frozen: a change of format is a new version,
 * with a folder of its own.
 */
import { writeFileSync } from 'node:fs'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { makeTravelVectors } from './travel-vectors'

await loadSodium()
for (const [name, vectors] of Object.entries(makeTravelVectors())) {
  const file = new URL(`../vectors/v1/travel/${name}`, import.meta.url)
  writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`)
}
