import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../../shared/errors/result'
import {
  encodeJournalClear,
  encodeRecordContext,
  encodeRecordHead,
  journalHeaderBytes,
  parseJournalClear,
  parseRecordHead,
  recordHeadBytes,
} from '../../../../shared/formats/journal'
import { concatBytes } from '../../../../shared/util/bytes'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const lengths = fc.integer({ min: 0, max: 2 ** 32 - 1 })

describe('the journal', () => {
  it('reads back its clear facts, and refuses a header that was cut', () => {
    const clears = fc.record({ vaultId: bytes(16), generation: positive, imageHash: bytes(32) })
    fc.assert(
      fc.property(clears, fc.nat({ max: journalHeaderBytes - 1 }), (clear, cut) => {
        const head = new Uint8Array(journalHeaderBytes)
        head.set(encodeJournalClear(clear))
        expect(unwrap(parseJournalClear(head))).toEqual(clear)
        expect(parseJournalClear(head.subarray(0, cut)).ok).toBe(false)
      }),
    )
  })

  it('reads back the head of a record wherever it stands', () => {
    const heads = fc.record({ bodyBytes: lengths, sequence: positive, mac: bytes(32) })
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 40 }), (head, before) => {
        const file = concatBytes(before, encodeRecordHead(head))
        expect(parseRecordHead(file, before.length)).toEqual(head)
        expect(parseRecordHead(file.subarray(0, -1), before.length)).toBe(null)
      }),
    )
    expect(recordHeadBytes).toBe(44)
  })

  it('binds a record to vault, generation, place, predecessor and length', () => {
    const base = {
      vaultId: new Uint8Array(16),
      generation: 1,
      sequence: 1,
      previousHash: new Uint8Array(32),
      bodyBytes: 80,
    }
    const contexts = [
      base,
      { ...base, vaultId: new Uint8Array(16).fill(1) },
      { ...base, generation: 2 },
      { ...base, sequence: 2 },
      { ...base, previousHash: new Uint8Array(32).fill(1) },
      { ...base, bodyBytes: 81 },
    ].map((context) => String(encodeRecordContext(context)))
    expect(new Set(contexts).size).toBe(contexts.length)
  })

  it('never throws on any bytes', () => {
    const magic = new TextEncoder().encode('CONCJRNL')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 150 }), fc.boolean(), (noise, hasMagic) => {
        const input = hasMagic ? new Uint8Array([...magic, 0, 1, ...noise]) : noise
        expect(parseJournalClear(input).ok).toBe(false)
      }),
    )
  })
})
