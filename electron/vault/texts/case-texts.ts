import type { Database } from 'sql.js'
import * as Y from 'yjs'
import {
  applyTextUpdate,
  createTextDoc,
  encodeTextDoc,
  joinTextDoc,
  plainTextOf,
} from '../../../shared/document'
import { isErased, textPartsOf } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import type { CaseId, PartRef, TextName } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { bytesToHex, utf8 } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { hash256 } from '../crypto/hash'
import type { Ledger } from '../ledger/ledger-port'
import { selectRow } from '../ledger/select'

/**
 * The Yjs documents of cases. A document is the fold of its parts; a checkpoint in the database saves
 * applying old parts again. Checkpoints are local and derived: erasing a part drops them.
 */
export interface CaseTexts {
  readonly stateOf: (state: CaseState, name: TextName) => 'present' | 'empty' | 'erased'
  /** The whole text as one Yjs update. */
  readonly updateOf: (state: CaseState, name: TextName) => Uint8Array
  readonly plainOf: (state: CaseState, name: TextName) => string
  /** Whether an update can be applied, tried on a copy. */
  readonly check: (state: CaseState, name: TextName, update: Uint8Array) => Result<null>
  readonly forget: (caseId: CaseId) => void
  readonly clear: () => void
}

const maxCached = 16
/** Parts beyond the checkpoint after which it is made anew. */
const checkpointEvery = 100
/** As much of a text as is looked up by its words. */
const maxIndexedChars = 500_000

const Checkpoint = z.object({
  covered: z.number(),
  parts: z.string(),
  bytes: z.custom<Uint8Array>((v) => v instanceof Uint8Array),
})

/** Names the first parts of a text, in their order. */
const digestOf = (partIds: readonly PartRef[], covered: number): string =>
  bytesToHex(hash256(utf8(partIds.slice(0, covered).join(' '))))

interface CachedDoc {
  readonly doc: Y.Doc
  /** How many parts of the text, erased ones included, the document holds. */
  covered: number
  /** How many of them the checkpoint in the database holds. */
  checkpointed: number
  /** How many parts of the case were erased when it was built: after another erasure it is built anew. */
  readonly erased: number
  /** Every part that it holds was here. */
  isWhole: boolean
}

export const createCaseTexts = (db: Database, ledger: Ledger): CaseTexts => {
  const cache = new Map<string, CachedDoc>()
  const keyOf = (caseId: CaseId, name: TextName) => `${caseId}/${name}`

  const saveCheckpoint = (
    caseId: CaseId,
    name: TextName,
    { doc, covered, erased }: CachedDoc,
    partIds: readonly PartRef[],
  ): void => {
    db.run(
      'INSERT OR REPLACE INTO text_checkpoint(space, name, covered, parts, erased, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      [caseId, name, covered, digestOf(partIds, covered), erased, encodeTextDoc(doc)],
    )
  }

  const load = (state: CaseState, name: TextName): CachedDoc => {
    const key = keyOf(state.caseId, name)
    const partIds = textPartsOf(state, name)
    const erased = Object.keys(state.erased).length
    let cached = cache.get(key)
    if (cached && cached.erased !== erased) {
      cached.doc.destroy()
      cached = undefined
    }
    if (!cached) {
      cached = { doc: createTextDoc(), covered: 0, checkpointed: 0, erased, isWhole: true }
      const checkpoint = selectRow(
        db,
        'SELECT covered, parts, bytes FROM text_checkpoint WHERE space = ? AND name = ? AND erased = ?',
        [state.caseId, name, erased],
        Checkpoint,
      )
      // What arrives from others may stand before what was covered, or make a part of it void.
      if (checkpoint && checkpoint.parts === digestOf(partIds, checkpoint.covered)) {
        Y.applyUpdate(cached.doc, checkpoint.bytes)
        cached.covered = checkpoint.covered
        cached.checkpointed = checkpoint.covered
      }
    }
    for (const partId of partIds.slice(cached.covered)) {
      const update = isErased(state, partId) ? null : ledger.readPart(partId)
      // A part that is malformed or builds on an erased one adds nothing; the others stand.
      if (update?.ok && update.value instanceof Uint8Array) joinTextDoc(cached.doc, update.value)
      if (update && !update.ok) cached.isWhole = false
      cached.covered++
    }
    // A part that has not arrived yet is looked for again.
    if (cached.isWhole && cached.covered - cached.checkpointed >= checkpointEvery) {
      saveCheckpoint(state.caseId, name, cached, partIds)
      cached.checkpointed = cached.covered
    }
    cache.delete(key)
    cache.set(key, cached)
    for (const oldest of cache.keys()) {
      if (cache.size <= maxCached) break
      cache.get(oldest)?.doc.destroy()
      cache.delete(oldest)
    }
    return cached
  }

  return {
    stateOf: (state, name) => {
      const partIds = textPartsOf(state, name)
      if (partIds.length === 0) return 'empty'
      return partIds.every((partId) => isErased(state, partId)) ? 'erased' : 'present'
    },
    updateOf: (state, name) => encodeTextDoc(load(state, name).doc),
    plainOf: (state, name) => plainTextOf(load(state, name).doc, maxIndexedChars),
    check: (state, name, update) => {
      const copy = createTextDoc()
      Y.applyUpdate(copy, encodeTextDoc(load(state, name).doc))
      const applied = applyTextUpdate(copy, update)
      copy.destroy()
      if (!applied.ok) return applied
      // An edit that builds on what was erased, or never arrived, would never show.
      return applied.value.isComplete ? ok(null) : err({ code: 'text/malformed-update' })
    },
    forget: (caseId) => {
      for (const [key, { doc }] of cache) {
        if (!key.startsWith(caseId)) continue
        doc.destroy()
        cache.delete(key)
      }
    },
    clear: () => {
      for (const { doc } of cache.values()) doc.destroy()
      cache.clear()
    },
  }
}
