/**
 * Writes `tests/vectors/v1/ledger`: `npx tsx tests/support/write-ledger-vectors.ts`.
 *
 * Once a release has written these formats the files are frozen: a change of format is a new version,
 * with a folder of its own.
 */
import { writeFileSync } from 'node:fs'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { makeLedgerVectors } from './ledger-vectors'

await loadSodium()
for (const [name, vectors] of Object.entries(makeLedgerVectors())) {
  const file = new URL(`../vectors/v1/ledger/${name}`, import.meta.url)
  writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`)
}
