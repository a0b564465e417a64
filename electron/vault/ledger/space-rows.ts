import type { Database } from 'sql.js'
import { z } from '../../../shared/util/schema'
import type { SpaceKind } from './ledger-port'
import { selectRow, selectRows } from './select'

const IdRow = z.object({ id: z.string() })

/** Spaces that are here, of a kind or announced by a wider one, by id. */
export const listSpaces = (db: Database, kind: SpaceKind, wider?: string): string[] =>
  selectRows(
    db,
    `SELECT id FROM space WHERE kind = ? AND erased = 0 AND has_left = 0 ${wider === undefined ? '' : 'AND wider = ?'} ORDER BY id`,
    wider === undefined ? [kind] : [kind, wider],
    IdRow,
  ).map(({ id }) => id)

/** Spaces that were here and are no more. */
export const listGone = (db: Database): string[] =>
  selectRows(db, 'SELECT id FROM space WHERE erased = 1 OR has_left = 1', [], IdRow).map(
    ({ id }) => id,
  )

/** The order in which spaces are read: what a narrower one depends on comes first. */
export const kindsInOrder = ['committee', 'notice', 'matter', 'case'] as const

export const allSpaces = (db: Database): string[] =>
  kindsInOrder.flatMap((kind) => listSpaces(db, kind))

export type SpaceState = 'unknown' | 'here' | 'left' | 'erased'

/** What became of a space id. */
export const stateOfSpace = (db: Database, space: string): SpaceState => {
  const row = selectRow(
    db,
    'SELECT erased, has_left FROM space WHERE id = ?',
    [space],
    z.object({ erased: z.number(), has_left: z.number() }),
  )
  if (!row) return 'unknown'
  return row.erased ? 'erased' : row.has_left ? 'left' : 'here'
}

/** The notice that announced a case, also of one that was left. */
export const widerOf = (db: Database, space: string): string | null =>
  selectRow(
    db,
    'SELECT wider FROM space WHERE id = ?',
    [space],
    z.object({ wider: z.string().nullable() }),
  )?.wider ?? null

/** Spaces with the cases that they announce. */
export const withNarrower = (db: Database, spaces: readonly string[]): readonly string[] => [
  ...new Set(spaces.flatMap((space) => [space, ...listSpaces(db, 'case', space)])),
]

export const sortNarrowFirst = (db: Database, spaces: readonly string[]): readonly string[] => {
  const rankOf = new Map(
    spaces.map((space) => {
      const row = selectRow(db, 'SELECT kind AS id FROM space WHERE id = ?', [space], IdRow)
      return [space, kindsInOrder.indexOf(row?.id as SpaceKind)]
    }),
  )
  return [...spaces].sort((a, b) => (rankOf.get(b) ?? 0) - (rankOf.get(a) ?? 0) || (a < b ? -1 : 1))
}
