import type { FactDraft, OpenedEntry } from '../../../../../shared/domain/ledger/fact'
import type { EntryRef, PartRef } from '../../../../../shared/domain/terms'
import { idOf, laptopOf, type Name } from './space-world'

/** The facts of one space by hand: who enters what, having seen what. Folding is up to the test. */
export const playFacts = () => {
  const entries: OpenedEntry[] = []
  const lastOf = (deviceId: string) =>
    entries.findLast((entry) => entry.deviceId === deviceId)?.id ?? null

  return {
    entries,
    /** @param seen what the author had seen besides their own log; everything unless told */
    enter: (
      author: Name | readonly [Name, number],
      fact: Pick<FactDraft, 'kind' | 'content'> & { readonly parts?: FactDraft['parts'] },
      seen: readonly OpenedEntry[] = entries,
    ): OpenedEntry => {
      const [name, nth] = typeof author === 'string' ? [author, 1] : author
      const deviceId = laptopOf(name, nth)
      const entry: OpenedEntry = {
        id: (entries.length + 1).toString(16).padStart(64, '0') as EntryRef,
        space: 'ab'.repeat(16),
        by: idOf(name),
        deviceId,
        atMs: 1_000 + entries.length,
        kind: fact.kind,
        content: fact.content,
        parts: (fact.parts ?? []).map((_part, at) => at.toString(16).padStart(64, 'f') as PartRef),
        previous: lastOf(deviceId),
        heads: seen.map(({ id }) => id),
        void: null,
      }
      entries.push(entry)
      return entry
    },
  }
}
