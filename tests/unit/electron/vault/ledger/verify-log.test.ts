import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import { makeSigningKeys, randomBytes, sign } from '../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import {
  emptyLog,
  type LogOverlay,
  overlayLog,
} from '../../../../../electron/vault/ledger/log-view'
import {
  judgeBatch,
  judgeEntry,
  type LogVerdict,
} from '../../../../../electron/vault/ledger/verify-log'
import { unwrap } from '../../../../../shared/errors/result'
import { type CborValue, encodeCbor } from '../../../../../shared/formats/cbor'
import {
  type EntryLink,
  encodeEntry,
  encodeSigned,
  entryIdOf,
  type ParsedEntry,
  parseLink,
  signedMessageOf,
} from '../../../../../shared/formats/entry'
import type { EntryId } from '../../../../../shared/formats/ledger-ids'
import {
  headerFieldsOf,
  makeScribe,
  type Scribe,
  signedPartOf,
  spaceOne,
  spaceTwo,
  withSignature,
} from '../../../../support/ledger-log'

beforeAll(loadSodium)

const logOf = ({ device }: Scribe): LogOverlay => overlayLog(emptyLog(spaceOne, device))

/** What a vault does with a verdict. */
const receive = (log: LogOverlay, entry: EntryLink): LogVerdict => {
  const verdict = judgeEntry(log, entry)
  if (verdict.kind === 'pending') log.addPending(entry)
  if ((verdict.kind === 'accepted' || verdict.kind === 'fork') && verdict.nowVerified.length > 0) {
    log.addVerified(entry, verdict.nowVerified)
  }
  return verdict
}
const receiveAll = (log: LogOverlay, entries: readonly EntryLink[]): string[] =>
  entries.map((entry) => {
    const verdict = receive(log, entry)
    return verdict.kind === 'refused' ? verdict.code : verdict.kind
  })
const idsOf = (entries: readonly EntryLink[]) => entries.map(({ id }) => id)
const triple = <T>(list: readonly T[]) => list as readonly [T, T, T]

describe('a log', () => {
  it('accepts signed entries in their order', () => {
    const ada = makeScribe()
    expect(receiveAll(logOf(ada), ada.writeLog([true, true, true]))).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ])
  })

  it('holds unsigned entries as pending until a signature after them covers the run', () => {
    const ada = makeScribe()
    const log = logOf(ada)
    const entries = ada.writeLog([false, false, true, false])
    expect(receiveAll(log, entries.slice(0, 2))).toEqual(['pending', 'pending'])
    expect(receive(log, entries[2] as ParsedEntry)).toEqual({
      kind: 'accepted',
      nowVerified: idsOf(entries.slice(0, 3)),
    })
    expect(receive(log, entries[3] as ParsedEntry).kind).toBe('pending')
  })

  it('[promise 7] refuses a badly signed entry inside a well signed run, and stands as if it had not come', () => {
    const ada = makeScribe()
    const [first, second, third] = triple(ada.writeLog([false, false, true]))
    const badly = withSignature(second, randomBytes(64))
    expect(receiveAll(logOf(ada), [first, badly, third, second, third])).toEqual([
      'pending',
      'entry/bad-signature',
      'gap',
      'pending',
      'accepted',
    ])
  })

  it('[promise 7] refuses an entry that someone else signed in a name that is not theirs', () => {
    const ada = makeScribe()
    const entry = ada.write(null, { signed: false })
    const { secretKey } = makeSigningKeys()
    const forged = withSignature(entry, sign(secretKey, signedMessageOf(entry.id)))
    expect(receiveAll(logOf(ada), [forged])).toEqual(['entry/bad-signature'])
    const bare = withSignature(entry, sign(ada.keys.secretKey, new Uint8Array(32)))
    expect(receiveAll(logOf(ada), [bare])).toEqual(['entry/bad-signature'])
  })

  it('[promise 7] changes nothing when an entry is replayed', () => {
    const ada = makeScribe()
    const [first, second, third] = triple(ada.writeLog([true, false, false]))
    const unsigned = withSignature(first, null)
    expect(receiveAll(logOf(ada), [first, second, first, unsigned, second, third, third])).toEqual([
      'accepted',
      'pending',
      'duplicate',
      'duplicate',
      'duplicate',
      'pending',
      'duplicate',
    ])
  })

  it('takes the signature of an entry that first came without one', () => {
    const ada = makeScribe()
    const [first, second] = ada.writeLog([true, true]).map((entry) => withSignature(entry, null))
    const log = logOf(ada)
    receiveAll(log, [first, second] as ParsedEntry[])
    const message = signedMessageOf((second as ParsedEntry).id)
    const signed = withSignature(second as ParsedEntry, sign(ada.keys.secretKey, message))
    expect(receive(log, signed)).toMatchObject({
      kind: 'accepted',
      nowVerified: [first?.id, second?.id],
    })
  })

  it('names what is missing before an entry, and judges it when that has come', () => {
    const ada = makeScribe()
    const [first, second, third] = triple(ada.writeLog([true, true, true]))
    const log = logOf(ada)
    expect(receive(log, third)).toEqual({ kind: 'gap', missing: second.id })
    expect(receiveAll(log, [first, second, third])).toEqual(['accepted', 'accepted', 'accepted'])
  })

  it('[promise 7] refuses entries of another space or device, and a number that skips', () => {
    const ada = makeScribe()
    const first = ada.write(null)
    const skipping = ada.write(first, { header: { seq: 2 } })
    const elsewhere = ada.write(null, { header: { space: spaceTwo } })
    expect(receiveAll(logOf(ada), [first, skipping, elsewhere, makeScribe().write(null)])).toEqual([
      'accepted',
      'entry/broken-chain',
      'entry/wrong-space',
      'entry/wrong-device',
    ])
  })

  it('is not held up by unsigned entries that anyone could have made', () => {
    const ada = makeScribe()
    const [first, second, third] = triple(ada.writeLog([true, false, true]))
    const forgedSecond = ada.write(first, { signed: false, content: 'from Mallory' })
    const forgedThird = ada.write(forgedSecond, { signed: false, content: 'from Mallory' })
    const log = logOf(ada)
    expect(receiveAll(log, [first, forgedSecond, forgedThird, second, third])).toEqual([
      'accepted',
      'pending',
      'pending',
      'pending',
      'accepted',
    ])
    expect(log.verifiedAt(1)).toEqual([second.id])
    expect(receive(log, ada.write(null, { signed: false, content: 'from Mallory' })).kind).toBe(
      'pending',
    )
  })
})

describe('a fork', () => {
  it('is proved by two entries of one number that signatures cover', () => {
    const ada = makeScribe()
    const first = ada.write(null)
    const [one, other] = [ada.write(first, { content: 1 }), ada.write(first, { content: 2 })]
    const log = logOf(ada)
    receiveAll(log, [first, one])
    const proof = { space: spaceOne, device: ada.device, seq: 1, ids: [one.id, other.id].sort() }
    expect(receive(log, other)).toEqual({ kind: 'fork', proof, nowVerified: [other.id] })
    expect(new Set(log.verifiedAt(1))).toEqual(new Set([one.id, other.id]))
  })

  it('is proved at its first number by a signature at the end of the other branch', () => {
    const ada = makeScribe()
    const main = ada.writeLog([true, true, true])
    const branch: ParsedEntry[] = []
    for (const signed of [false, false, false, true]) {
      branch.push(
        ada.write(branch.at(-1) ?? (main[0] as ParsedEntry), { signed, content: 'other' }),
      )
    }
    const log = logOf(ada)
    receiveAll(log, [...main, ...branch.slice(0, 3)])
    expect(receive(log, branch[3] as ParsedEntry)).toMatchObject({
      kind: 'fork',
      proof: { seq: 1, ids: [main[1]?.id, branch[0]?.id].sort() },
      nowVerified: idsOf(branch),
    })
  })

  it('is proved before its branch is complete, which then waits for what is missing', () => {
    const ada = makeScribe()
    const main = ada.writeLog([true, true])
    const other = ada.write(main[0] as ParsedEntry, { signed: false, content: 'other' })
    const end = ada.write(other)
    const log = logOf(ada)
    receiveAll(log, main)
    expect(receive(log, end)).toMatchObject({
      kind: 'fork',
      proof: { seq: 1, ids: [main[1]?.id, other.id].sort() },
      nowVerified: [],
    })
    expect(receiveAll(log, [other, end])).toEqual(['pending', 'fork'])
  })

  it('is not proved by unsigned entries, which would let anyone accuse anyone', () => {
    const ada = makeScribe()
    const first = ada.write(null)
    const forged = [1, 2, 3].map((content) => ada.write(first, { signed: false, content }))
    expect(receiveAll(logOf(ada), [first, ada.write(first), ...forged])).toEqual([
      'accepted',
      'accepted',
      'pending',
      'pending',
      'pending',
    ])
  })
})

describe('entries of a newer version', () => {
  const asNewer = (ada: Scribe, previous: ParsedEntry): EntryLink => {
    const fields = headerFieldsOf(ada.write(previous)).slice(0, 9)
    const header = encodeCbor([2, ...fields.slice(1), 'something new'] as CborValue[])
    const signed = encodeSigned(header, randomBytes(40))
    const id = entryIdOf(signed, hash256)
    const bytes = encodeEntry(signed, sign(ada.keys.secretKey, signedMessageOf(id)))
    return unwrap(parseLink(bytes, hash256))
  }

  it('are verified and continued, so that an old vault keeps and passes on the whole log', () => {
    const ada = makeScribe()
    const first = ada.write(null)
    const newer = asNewer(ada, first)
    const third = ada.write(first, { header: { seq: 2, previous: newer.id } })
    expect(receiveAll(logOf(ada), [first, newer, third])).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ])
  })
})

describe('a batch', () => {
  it('is judged by number, whatever order it came in', () => {
    const ada = makeScribe()
    const entries = ada.writeLog([true, false, false, true, false])
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: 5, maxLength: 5 }), (arrived) => {
        const judged = judgeBatch(emptyLog(spaceOne, ada.device), arrived)
        expect(judged.map(({ entry }) => entry.id)).toEqual(idsOf(entries))
        expect(judged.map(({ verdict }) => verdict.kind)).toEqual([
          'accepted',
          'pending',
          'pending',
          'accepted',
          'pending',
        ])
      }),
      { numRuns: 30 },
    )
  })

  it('continues the log that is there and leaves it as it is', () => {
    const ada = makeScribe()
    const [first, second, third] = triple(ada.writeLog([true, false, true]))
    const log = logOf(ada)
    receiveAll(log, [first, second])
    const judged = judgeBatch(log, [third, first])
    expect(judged.map(({ verdict }) => verdict)).toEqual([
      { kind: 'duplicate' },
      { kind: 'accepted', nowVerified: [second.id, third.id] },
    ])
    expect(log.find(third.id)).toBeNull()
    expect(log.find(second.id)?.isVerified).toBe(false)
  })
})

/** Entries under random predecessors: branches, some of them signed. */
const writeTree = (ada: Scribe, plan: readonly (readonly [number, boolean])[]): ParsedEntry[] => {
  const entries: ParsedEntry[] = []
  for (const [at, [parent, signed]] of plan.entries()) {
    const previous = entries[parent % (entries.length + 1)] ?? null
    entries.push(ada.write(previous, { signed, content: at }))
  }
  return entries
}

const coveredBySignatures = (entries: readonly ParsedEntry[]): Set<EntryId> => {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const covered = new Set<EntryId>()
  for (const { id, signature } of entries) {
    let at = signature === null ? undefined : byId.get(id)
    for (; at !== undefined; at = at.previous === null ? undefined : byId.get(at.previous)) {
      covered.add(at.id)
    }
  }
  return covered
}

describe('[promise 6] vaults that received the same entries', () => {
  it('agree on what is verified and what is forked, whatever the order and repetition', () => {
    const ada = makeScribe()
    const anyPlan = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(anyPlan, fc.infiniteStream(fc.nat()), (plan, order) => {
        const entries = writeTree(ada, plan)
        const log = logOf(ada)
        const forkedAt = new Set<number>()
        // Everything comes in a random order, and what left a gap comes again until none is left.
        let waiting: ParsedEntry[] = [...entries, ...entries]
        while (waiting.length > 0) {
          const [at] = order.take(1)
          const [entry] = waiting.splice((at as number) % waiting.length, 1) as [ParsedEntry]
          const verdict = receive(log, entry)
          expect(verdict.kind).not.toBe('refused')
          if (verdict.kind === 'gap') waiting = [...waiting, entry]
          if (verdict.kind !== 'fork') continue
          forkedAt.add(verdict.proof.seq)
          if (verdict.nowVerified.length === 0) waiting = [...waiting, entry]
        }
        const covered = coveredBySignatures(entries)
        const verified = entries.filter(({ id }) => log.find(id)?.isVerified)
        expect(new Set(idsOf(verified))).toEqual(covered)
        const forks = verified
          .filter(({ seq, id }) => verified.some((other) => other.seq === seq && other.id !== id))
          .map(({ seq }) => seq)
        expect(forkedAt.size > 0).toBe(forks.length > 0)
        if (forks.length > 0) expect(forkedAt).toContain(Math.min(...forks))
      }),
      { numRuns: 60 },
    )
  })
})

describe('the bytes of an entry', () => {
  it('are kept and passed on as they came', () => {
    const ada = makeScribe()
    const entry = ada.write(null)
    const [judged] = judgeBatch(emptyLog(spaceOne, ada.device), [entry])
    expect(judged?.entry.bytes).toBe(entry.bytes)
    expect(encodeEntry(signedPartOf(entry), entry.signature)).toEqual(entry.bytes)
  })
})
