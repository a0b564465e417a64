import { beforeAll, describe, expect, it } from 'vitest'
import { deriveKey } from '../../electron/vault/crypto/hash'
import { openImage, writeImage } from '../../electron/vault/storage/image-file'
import { createJournal, openJournal, sealRecord } from '../../electron/vault/storage/journal-file'
import type { Witness } from '../../electron/vault/storage/witness'
import { unwrap } from '../../shared/errors/result'
import { utf8 } from '../../shared/util/bytes'
import { alterImage, bytesAt, createMemoryDisk, type DiskImage } from '../support/disk/memory-disk'
import { readNotes } from '../support/disk/note-schema'
import {
  imagePath,
  isUntouched,
  journalPath,
  makeJournalOf,
  makeSnapshot,
} from '../support/disk/sample-vault'
import {
  createDeps,
  createSeededRandom,
  loadBench,
  openLater,
  passphrase,
} from '../support/disk/storage-bench'

beforeAll(loadBench)

const journalBytes = 2_480
const snapshotBytes = 65_536

const flipBit = (bytes: Uint8Array, bit: number): Uint8Array => {
  const flipped = bytes.slice()
  flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
  return flipped
}

/** Opens and closes; checks that no file changed, so that the next opening sees the same. */
const openUntouched = async (image: DiskImage, witness: Witness) => {
  const { disk, opened } = await openLater(image, passphrase('ada'), { witness })
  if (!opened.ok) {
    expect(isUntouched(image, disk.image())).toBe(true)
    return { code: opened.error.code, reason: null, notes: null }
  }
  const { store } = opened.value
  const mode = store.mode()
  const notes = readNotes(store.db).length
  await store.close()
  if (mode.kind === 'read-only') expect(isUntouched(image, disk.image())).toBe(true)
  return { code: null, reason: mode.kind === 'read-only' ? mode.reason : null, notes }
}

/** A journal at the level of its bytes: its place, and a way to read altered ones. */
const makeBareJournal = async () => {
  const disk = createMemoryDisk()
  const deps = { disk, random: createSeededRandom(5) }
  const place = {
    folder: '',
    vaultId: deps.random(16),
    generation: 3,
    wrapKey: deriveKey(deps.random(32), 'test'),
  }
  const base = { imageHash: deps.random(32), sequence: 7 }
  let head = unwrap(await createJournal(deps, place, base))
  const records = [bytesAt(disk.image(), '/journal-3.log')]
  const ends = [head.endByte]
  for (let i = 0; i < 14; i++) {
    const size = i < 13 ? 46 : journalBytes - head.endByte - 44 - 72
    const sealed = sealRecord(deps, head, utf8('x'.repeat(size)))
    records.push(sealed.record)
    head = sealed.head
    ends.push(head.endByte)
  }
  const bytes = new Uint8Array(Buffer.concat(records))
  expect(bytes.length).toBe(journalBytes)
  return { bytes, ends, read: (altered: Uint8Array) => openJournal(altered, place, base) }
}

const makeBareImage = async () => {
  const disk = createMemoryDisk()
  const deps = { disk, random: createSeededRandom(6) }
  const place = { folder: '', vaultId: deps.random(16), generation: 3, wrapKey: deps.random(32) }
  const meta = { sequence: 4, headHash: deps.random(32), writtenAtMs: 5, schemaVersion: 1 }
  const plaintext = deps.random(snapshotBytes - 202 - 72)
  unwrap(await writeImage(deps, place, meta, plaintext))
  const bytes = bytesAt(disk.image(), '/image-3.bin')
  expect(bytes.length).toBe(snapshotBytes)
  return { bytes, plaintext, read: (altered: Uint8Array) => openImage(altered, place) }
}

describe('a file cut short (fault test 4)', () => {
  it('shows what stood whole of a 2.5 kB journal, read-only, at each of its 2,481 lengths', async () => {
    const { image, witness } = await makeJournalOf(journalBytes)
    const whole = bytesAt(image, journalPath(1))
    let newest = 0
    for (let length = 0; length <= journalBytes; length++) {
      const cut = alterImage(image, { [journalPath(1)]: whole.subarray(0, length) })
      const seen = await openUntouched(cut, witness)
      const expected =
        length === journalBytes ? null : length < 170 ? 'journal-damaged' : 'older-than-last-seen'
      expect({ length, ...seen }).toEqual({
        length,
        code: null,
        reason: expected,
        notes: seen.notes,
      })
      expect(seen.notes).toBeGreaterThanOrEqual(newest)
      newest = seen.notes as number
    }
    expect(newest).toBe(14)
  })

  it('refuses a 64 KiB snapshot at each of its 65,536 shorter lengths', async () => {
    const { bytes, plaintext, read } = await makeBareImage()
    for (let length = 0; length < snapshotBytes; length++) {
      const result = read(bytes.subarray(0, length))
      if (result.ok) expect.fail(`opened at ${length}`)
      expect(result.error.code).toBe('image/damaged')
    }
    expect(unwrap(read(bytes)).plaintext).toEqual(plaintext)
  })

  it('refuses a vault whose snapshot was cut, keeps the file, and never shows an empty vault', async () => {
    const { image, witness } = await makeSnapshot()
    const path = imagePath(2)
    const whole = bytesAt(image, path)
    for (let length = 0; length < whole.length; length += 97) {
      const cut = alterImage(image, { [path]: whole.subarray(0, length) })
      expect(await openUntouched(cut, witness)).toMatchObject({ code: 'vault/image-damaged' })
    }
  })
})

describe('a flipped bit (fault test 5)', () => {
  it('is found in each of the 19,840 bits of a journal, and is never taken for a torn tail', async () => {
    const { bytes, ends, read } = await makeBareJournal()
    for (let bit = 0; bit < journalBytes * 8; bit++) {
      const result = read(flipBit(bytes, bit))
      const intact = ends.filter((end) => end * 8 <= bit).length - 1
      if (intact < 0) {
        // A version bit makes it a journal of a later format, which is refused just as well.
        if (result.ok) expect.fail(`header bit ${bit} went unnoticed`)
        expect(['journal/damaged', 'journal/newer-format']).toContain(result.error.code)
        continue
      }
      const loaded = unwrap(result)
      if (loaded.tail !== 'damaged' || loaded.payloads.length !== intact) {
        expect.fail(`bit ${bit}: ${loaded.tail} after ${loaded.payloads.length} of ${intact}`)
      }
    }
  })

  it('opens a vault read-only up to the damaged record and keeps the journal', async () => {
    const { image, witness } = await makeJournalOf(journalBytes)
    const whole = bytesAt(image, journalPath(1))
    for (let bit = 170 * 8; bit < journalBytes * 8; bit += 41) {
      const flipped = alterImage(image, { [journalPath(1)]: flipBit(whole, bit) })
      const seen = await openUntouched(flipped, witness)
      expect(seen).toMatchObject({ code: null, reason: 'journal-damaged' })
      expect(seen.notes).toBeLessThan(14)
    }
  })

  it('is found at 10,000 random places of a snapshot', async () => {
    const { bytes, read } = await makeBareImage()
    const random = createSeededRandom(7)
    for (let i = 0; i < 10_000; i++) {
      const [a, b, c] = random(3) as unknown as [number, number, number]
      const bit = ((a << 16) | (b << 8) | c) % (snapshotBytes * 8)
      const result = read(flipBit(bytes, bit))
      if (result.ok) expect.fail(`bit ${bit} went unnoticed`)
      expect(['image/damaged', 'image/newer-format']).toContain(result.error.code)
    }
  })

  it('makes a vault refuse to open rather than show less', async () => {
    const { image, witness } = await makeSnapshot()
    const whole = bytesAt(image, imagePath(2))
    for (let bit = 80; bit < whole.length * 8; bit += 1_999) {
      const flipped = alterImage(image, { [imagePath(2)]: flipBit(whole, bit) })
      expect(await openUntouched(flipped, witness)).toMatchObject({ code: 'vault/image-damaged' })
    }
  })

  it('is repaired from the second copy wherever it is in the header, and told', async () => {
    const { image, witness } = await makeSnapshot()
    const path = '/vault/conclave.header'
    const whole = bytesAt(image, path)
    for (let bit = 0; bit < whole.length * 8; bit += 17) {
      const flipped = alterImage(image, { [path]: flipBit(whole, bit) })
      const { disk, opened } = await openLater(flipped, passphrase('ada'), { witness })
      if (!opened.ok) {
        // A version bit: written by a later Conclave, as far as this one can tell.
        expect(opened.error.code).toBe('vault/newer-format')
        expect(bit >> 3 === 8 || bit >> 3 === 9).toBe(true)
        continue
      }
      expect(opened.value.warnings).toEqual(['header-recovered'])
      expect(readNotes(opened.value.store.db)).toHaveLength(30)
      expect(bytesAt(disk.image(), path)).toEqual(whole)
      await opened.value.store.close()
    }
  })
})

describe('a write that was cut short', () => {
  it('is dropped without its bytes when the file was lengthened and then lost power', async () => {
    const { image, witness } = await makeJournalOf(journalBytes)
    const whole = bytesAt(image, journalPath(1))
    const longer = alterImage(image, {
      [journalPath(1)]: Buffer.concat([whole, new Uint8Array(4_096)]),
    })
    const { opened } = await openLater(longer, passphrase('ada'), { witness })
    const { store, warnings } = unwrap(opened)
    expect(warnings).toEqual(['torn-tail-dropped'])
    expect(store.mode().kind).toBe('read-write')
    expect(readNotes(store.db)).toHaveLength(14)
  })

  it('is not what garbage behind the last record looks like', async () => {
    const { image, witness } = await makeJournalOf(journalBytes)
    const whole = bytesAt(image, journalPath(1))
    const longer = alterImage(image, {
      [journalPath(1)]: Buffer.concat([whole, createDeps(createMemoryDisk()).random(200)]),
    })
    expect(await openUntouched(longer, witness)).toEqual({
      code: null,
      reason: 'journal-damaged',
      notes: 14,
    })
  })
})
