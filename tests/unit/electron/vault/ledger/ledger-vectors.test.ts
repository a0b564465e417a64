import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { openLockbox, unwrapPredecessor } from '../../../../../electron/vault/ledger/lockbox'
import { emptyLog, overlayLog } from '../../../../../electron/vault/ledger/log-view'
import { openEntry } from '../../../../../electron/vault/ledger/seal-entry'
import { isPartOf, openPart } from '../../../../../electron/vault/ledger/seal-part'
import { type ForkProof, judgeEntry } from '../../../../../electron/vault/ledger/verify-log'
import { unwrap } from '../../../../../shared/errors/result'
import {
  encodeEntry,
  encodeHeader,
  encodeSigned,
  parseEntry,
  parseLink,
} from '../../../../../shared/formats/entry'
import type {
  DeviceId,
  EntryId,
  KeyId,
  PartId,
  SpaceId,
} from '../../../../../shared/formats/ledger-ids'
import { encodeLockbox, parseLockbox } from '../../../../../shared/formats/lockbox'
import { encodePart, parsePart } from '../../../../../shared/formats/part'
import { hexToBytes } from '../../../../../shared/util/bytes'
import { makeLedgerVectors } from '../../../../support/ledger-vectors'

type Vectors = ReturnType<typeof makeLedgerVectors>
type VectorFile = keyof Vectors

const read = <K extends VectorFile>(name: K): Vectors[K] =>
  JSON.parse(
    readFileSync(new URL(`../../../../vectors/v1/ledger/${name}`, import.meta.url), 'utf8'),
  )
const bytesOf = (hex: string) => hexToBytes(hex) as Uint8Array<ArrayBuffer>

beforeAll(loadSodium)

const entries = read('entries.json')
const logs = read('logs.json')
const lockboxes = read('lockboxes.json')
const parts = read('parts.json')

const epochKeyFor =
  ({ epoch }: { epoch: { number: number; keyId: string; key: string } }) =>
  (number: number, keyId: string) =>
    number === epoch.number && keyId === epoch.keyId ? bytesOf(epoch.key) : null

const boxKeysOf = ({ boxKeys }: { boxKeys: { publicKey: string; secretKey: string } }) => ({
  publicKey: bytesOf(boxKeys.publicKey),
  secretKey: bytesOf(boxKeys.secretKey),
})

describe('the frozen vectors of the ledger', () => {
  it('are what the documented layouts give for the same seeds', () => {
    const made = makeLedgerVectors()
    for (const name of Object.keys(made) as VectorFile[]) expect(read(name)).toEqual(made[name])
  })
})

describe('frozen entries', () => {
  it.each(entries.good)('$name: reads, opens and encodes again to the same bytes', (vector) => {
    const entry = unwrap(parseEntry(bytesOf(vector.bytes), hash256))
    expect(entry).toMatchObject({ id: vector.id, space: entries.space, device: entries.device })
    const signed = encodeSigned(encodeHeader(entry, entry.bodyMode), entry.body)
    expect(encodeEntry(signed, entry.signature)).toEqual(bytesOf(vector.bytes))
    if (vector.kind === null) {
      expect(parseLockbox(entry.body).ok).toBe(true)
    } else {
      expect(openEntry(entry, epochKeyFor(entries))).toEqual({
        ok: true,
        value: { kind: vector.kind, content: vector.content },
      })
    }
  })

  it.each(entries.bad)('$name: refused with $code', ({ bytes, code }) => {
    expect(parseEntry(bytesOf(bytes), hash256)).toMatchObject({ ok: false, error: { code } })
  })
})

describe('a frozen log', () => {
  it('is judged step by step as it always was', () => {
    const log = overlayLog(emptyLog(logs.space as SpaceId, logs.device as DeviceId))
    const proofs: ForkProof[] = []
    const verdicts = logs.steps.map(({ bytes }) => {
      const entry = unwrap(parseLink(bytesOf(bytes), hash256))
      const verdict = judgeEntry(log, entry)
      if (verdict.kind === 'pending') log.addPending(entry)
      if (verdict.kind === 'fork') proofs.push(verdict.proof)
      if (verdict.kind === 'accepted' || verdict.kind === 'fork') {
        log.addVerified(entry, verdict.nowVerified)
      }
      return verdict.kind === 'refused' ? verdict.code : verdict.kind
    })
    expect(verdicts).toEqual(logs.steps.map(({ verdict }) => verdict))
    for (const id of logs.verified) expect(log.find(id as EntryId)?.isVerified).toBe(true)
    expect(proofs).toEqual([{ space: logs.space, device: logs.device, ...logs.fork }])
  })
})

describe('frozen lockboxes', () => {
  const open = (bytes: string) => {
    const lockbox = parseLockbox(bytesOf(bytes))
    return lockbox.ok
      ? openLockbox(
          lockboxes.space as SpaceId,
          lockboxes.device as DeviceId,
          boxKeysOf(lockboxes),
          lockbox.value,
        )
      : lockbox
  }

  it.each(lockboxes.good)('$name: opens, and leads to the epochs before', (vector) => {
    const { key, ...epoch } = vector.epoch
    const opened = { epoch: { ...epoch, keyId: epoch.keyId as KeyId }, key: bytesOf(key) }
    expect(open(vector.bytes)).toEqual({ ok: true, value: opened })
    const lockbox = unwrap(parseLockbox(bytesOf(vector.bytes)))
    expect(encodeLockbox(lockbox)).toEqual(bytesOf(vector.bytes))
    const older = lockbox.predecessors.map((one) =>
      unwrapPredecessor(lockboxes.space as SpaceId, opened, one),
    )
    expect(older).toEqual(
      vector.predecessors.map(({ key: olderKey, ...olderEpoch }) => ({
        epoch: olderEpoch,
        key: bytesOf(olderKey),
      })),
    )
  })

  it.each(lockboxes.bad)('$name: refused with $code', ({ bytes, code }) => {
    expect(open(bytes)).toEqual({ ok: false, error: { code } })
  })
})

describe('frozen parts', () => {
  const open = (bytes: string) => {
    const part = parsePart(bytesOf(bytes))
    if (!part.ok) return part
    return openPart(parts.space as SpaceId, part.value, {
      device: parts.device as DeviceId,
      boxKeys: boxKeysOf(parts),
      keyFor: epochKeyFor(parts),
    })
  }

  it.each(parts.good)('$name: opens, is what its id cites and encodes again', (vector) => {
    const part = unwrap(parsePart(bytesOf(vector.bytes)))
    expect(isPartOf(part, vector.id as PartId)).toBe(true)
    expect(encodePart(part)).toEqual(bytesOf(vector.bytes))
    expect(open(vector.bytes)).toEqual({ ok: true, value: vector.value })
  })

  it.each(parts.bad)('$name: refused with $code', ({ bytes, code }) => {
    expect(open(bytes)).toMatchObject({ ok: false, error: { code } })
  })
})
