import { orderCausally } from '../util/causal-order'
import type { EntryLink } from './entry'
import type { EntryId } from './ledger-ids'

/** Stored entries in causal order: see {@link orderCausally}. */
export const orderEntries = <T extends Pick<EntryLink, 'id' | 'previous' | 'heads'>>(
  entries: readonly T[],
): readonly T[] => orderCausally<EntryId, T>(entries)
