import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import { openSlot } from '../../../../../electron/vault/storage/header-file'
import { openImage, writeImage } from '../../../../../electron/vault/storage/image-file'
import { readIntakes } from '../../../../../electron/vault/storage/inbox'
import {
  createJournal,
  openJournal,
  sealRecord,
} from '../../../../../electron/vault/storage/journal-file'
import { unwrap } from '../../../../../shared/errors/result'
import { encodeHeader, parseHeader } from '../../../../../shared/formats/header'
import { type Bytes, bytesToHex, hexToBytes, utf8 } from '../../../../../shared/util/bytes'
import { alterImage, bytesAt, createMemoryDisk } from '../../../../support/disk/memory-disk'
import { loadBench } from '../../../../support/disk/storage-bench'
import { fixed, makeStorageVectors } from '../../../../support/disk/storage-vectors'

beforeAll(loadBench)

type Vectors = ReturnType<typeof makeStorageVectors>
const readVectors = <N extends keyof Vectors>(name: N): Vectors[N] =>
  JSON.parse(
    readFileSync(new URL(`../../../../vectors/v1/storage/${name}`, import.meta.url), 'utf8'),
  ) as Vectors[N]
const bytesOf = (hex: string): Bytes => {
  const bytes = hexToBytes(hex)
  if (!bytes) throw new Error('not hex')
  return bytes
}
/** Gives the file key and the nonces that the vector was made with, in the order they are asked for. */
const replay = (...parts: Uint8Array[]) => {
  const queue = [...parts]
  return (length: number): Bytes => {
    const next = queue.shift()
    if (next?.length !== length) throw new Error('asked for other randomness')
    return next.slice() as Bytes
  }
}

describe('the frozen bytes of version 1', () => {
  it('are what the documented layout gives', () => {
    const made = makeStorageVectors()
    for (const name of Object.keys(made) as (keyof Vectors)[]) {
      expect(JSON.parse(JSON.stringify(made[name]))).toEqual(readVectors(name))
    }
  })

  it('of headers are read, opened by both secrets, and written alike', async () => {
    const vectors = readVectors('headers.json')
    const deps = { deriveSlotKey: async () => bytesOf(vectors.passphraseSlotKey) }
    const passphrase = { kind: 'passphrase', passphrase: utf8('any') } as const
    const recovery = { kind: 'recovery', recoveryKey: bytesOf(vectors.recoveryKey) } as const
    for (const { bytes } of vectors.good) {
      const body = unwrap(parseHeader(bytesOf(bytes), hash256))
      expect(bytesToHex(encodeHeader(body, hash256))).toBe(bytes)
      for (const secret of [passphrase, recovery]) {
        expect(bytesToHex(unwrap(await openSlot(deps, body, secret)))).toBe(vectors.vaultKey)
      }
    }
    for (const { name, bytes, code } of vectors.bad) {
      const parsed = parseHeader(bytesOf(bytes), hash256)
      expect({ name, parsed }).toMatchObject({ name, parsed: { ok: false, error: { code } } })
    }
    for (const { name, bytes, code } of vectors.forged) {
      const body = unwrap(parseHeader(bytesOf(bytes), hash256))
      const opened = await openSlot(deps, body, passphrase)
      expect({ name, opened }).toMatchObject({ name, opened: { ok: false, error: { code } } })
    }
  })

  it('of images are read and written alike, and the bad ones refused', async () => {
    const vectors = readVectors('images.json')
    const place = {
      folder: '',
      vaultId: bytesOf(vectors.vaultId),
      generation: vectors.generation,
      wrapKey: bytesOf(vectors.wrapKey),
    }
    for (const { name, bytes, imageHash, plaintext } of vectors.good) {
      const loaded = unwrap(openImage(bytesOf(bytes), place))
      expect(bytesToHex(loaded.plaintext)).toBe(plaintext)
      expect(bytesToHex(loaded.imageHash)).toBe(imageHash)
      const disk = createMemoryDisk()
      const random = replay(
        fixed(`${name}, file key`),
        fixed(`${name}, header, nonce`, 24),
        fixed(`${name}, chunk 0, nonce`, 24),
      )
      unwrap(await writeImage({ disk, random }, place, loaded.meta, loaded.plaintext))
      expect(bytesToHex(bytesAt(disk.image(), '/image-2.bin'))).toBe(bytes)
    }
    for (const { name, bytes, code } of vectors.bad) {
      const opened = openImage(bytesOf(bytes), place)
      expect({ name, opened }).toMatchObject({ name, opened: { ok: false, error: { code } } })
    }
    const disk = createMemoryDisk()
    const two = 'two chunks'
    const random = replay(
      fixed(`${two}, file key`),
      ...['header', 'chunk 0', 'chunk 1'].map((part) => fixed(`${two}, ${part}, nonce`, 24)),
    )
    const { meta } = unwrap(openImage(bytesOf(vectors.good[0]?.bytes ?? ''), place))
    const imageHash = unwrap(
      await writeImage({ disk, random }, place, meta, new Uint8Array(65_540).fill(7)),
    )
    expect(bytesToHex(imageHash)).toBe(vectors.twoChunks.imageHash)
    expect(bytesToHex(hash256(bytesAt(disk.image(), '/image-2.bin')))).toBe(
      vectors.twoChunks.bytesHash,
    )
  })

  it('of journals are read as far as they verify, and written alike', async () => {
    const vectors = readVectors('journals.json')
    const place = {
      folder: '',
      vaultId: bytesOf(vectors.vaultId),
      generation: vectors.generation,
      wrapKey: bytesOf(vectors.wrapKey),
    }
    const base = { imageHash: bytesOf(vectors.imageHash), sequence: vectors.sequence }
    for (const { name, bytes, payloads, tail } of [...vectors.good, ...vectors.bad]) {
      const loaded = unwrap(openJournal(bytesOf(bytes), place, base))
      const seen = { name, payloads: loaded.payloads.map(bytesToHex), tail: loaded.tail }
      expect(seen).toEqual({ name, payloads, tail })
    }
    for (const { name, bytes, code } of vectors.refused) {
      const opened = openJournal(bytesOf(bytes), place, base)
      expect({ name, opened }).toMatchObject({ name, opened: { ok: false, error: { code } } })
    }
    const disk = createMemoryDisk()
    const random = replay(fixed('journal, file key'), fixed('journal, header, nonce', 24))
    let head = unwrap(await createJournal({ disk, random }, place, base))
    let written = bytesToHex(bytesAt(disk.image(), '/journal-2.log'))
    for (const [index, payload] of ['first', 'second', ''].entries()) {
      const nonce = replay(fixed(`record ${42 + index}, nonce`, 24))
      const sealed = sealRecord({ random: nonce }, head, utf8(payload))
      written += bytesToHex(sealed.record)
      head = sealed.head
    }
    expect(written).toBe(vectors.good[1]?.bytes)
    expect(bytesToHex(head.lastHash)).toBe(vectors.lastHash)
  })

  it('of sealed intakes open with the device key, and the bad ones do not', async () => {
    const vectors = readVectors('intakes.json')
    const keys = { publicKey: bytesOf(vectors.publicKey), secretKey: bytesOf(vectors.secretKey) }
    const look = async (hex: string) => {
      const path = `/v/inbox/${vectors.name}.sealed`
      const disk = createMemoryDisk()
      unwrap(await disk.makeFolder('/v'))
      unwrap(await disk.makeFolder('/v/inbox'))
      const image = alterImage(disk.image(), { [path]: bytesOf(hex) })
      const [intake] = await readIntakes(createMemoryDisk({ image }), '/v', keys)
      return intake?.plaintext && bytesToHex(intake.plaintext)
    }
    for (const { bytes } of vectors.good) expect(await look(bytes)).toBe(vectors.plaintext)
    for (const { name, bytes } of vectors.bad) {
      expect({ name, plaintext: await look(bytes) }).toEqual({ name, plaintext: null })
    }
  })
})
