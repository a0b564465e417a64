import type { Database } from 'sql.js'
import { type RawEntry, type RawSpace, readRawSpace } from './raw-space'

/**
 * Spaces whose opened entries are kept; the least recently used goes first. A change of the committee asks about
 * every open case, of which there may be more, and most are short: they are kept as far as they are.
 */
const usualLimits = { spaces: 128, entries: 50_000 }

/** The opened entries of the spaces that were used last. */
export interface RawCache {
  /** Read from the database where they are not kept. */
  readonly get: (space: string) => RawSpace
  /**
   * Entries that were just added behind all others of their space.
   *
   * @returns `null` where they are not kept: the next reading finds them.
   */
  readonly grow: (space: string, added: readonly RawEntry[]) => RawSpace | null
  readonly forget: (space: string) => void
}

/**
 * @param pinned a space that is never dropped
 * @param onDrop told of each space that is dropped to make room
 * @param limits dropped is where both are exceeded
 */
export const createRawCache = (
  db: Database,
  pinned: string,
  onDrop: (space: string) => void,
  limits: typeof usualLimits = usualLimits,
): RawCache => {
  const kept = new Map<string, RawSpace>()
  let entryCount = 0

  const forget = (space: string): void => {
    entryCount -= kept.get(space)?.entries.length ?? 0
    kept.delete(space)
  }

  const makeRoom = (): void => {
    for (const oldest of kept.keys()) {
      if (kept.size <= limits.spaces || entryCount <= limits.entries) return
      if (oldest === pinned) continue
      forget(oldest)
      onDrop(oldest)
    }
  }

  return {
    get: (space) => {
      const known = kept.get(space)
      const raw = known ?? readRawSpace(db, space)
      kept.delete(space)
      kept.set(space, raw)
      if (!known) {
        entryCount += raw.entries.length
        makeRoom()
      }
      return raw
    },
    grow: (space, added) => {
      const raw = kept.get(space)
      if (!raw) return null
      ;(raw.entries as RawEntry[]).push(...added)
      entryCount += added.length
      return raw
    },
    forget,
  }
}
