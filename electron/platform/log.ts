import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * What went wrong, for whoever is asked about an incident id. Codes, ids, counts and places in the
 * code; the callers hand over nothing else, and nothing of a case.
 */
export type LogFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>

export interface Log {
  note(code: string, facts?: LogFacts): void
}

/** A log this long becomes the predecessor; the predecessor of that is gone. */
const maxSizeBytes = 524_288

/** One JSON object a line. A log that cannot be written is no reason to stop. */
export const createFileLog = (path: string, now: () => number): Log => ({
  note: (code, facts = {}) => {
    const line = JSON.stringify({ at: new Date(now()).toISOString(), code, ...facts })
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      if (sizeOf(path) > maxSizeBytes) renameSync(path, `${path}.old`)
      appendFileSync(path, `${line}\n`, { mode: 0o600 })
    } catch {
      // There is nowhere left to say it.
    }
  },
})

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
