import { deriveKey, hash256 } from '../../../electron/vault/crypto/hash'
import { pad } from '../../../electron/vault/crypto/pad'
import { encodeCbor } from '../../../shared/formats/cbor'
import { type Bytes, bytesToHex, concatBytes, utf8 } from '../../../shared/util/bytes'
import { createFixedBytes } from '../fixed-bytes'

/**
 * The frozen bytes of `tests/vectors/v1/storage`, made anew from fixed seeds. They are composed here
 * by hand, from CBOR and the primitives alone, as `docs/formats.md` says: the product's own encoders
 * take no part, so that a change in them shows.
 */

const { fixed, boxKeysOf, boxFor, sealFixed } = createFixedBytes('conclave storage vector')

export { fixed }

const uint = (value: number, length: number): Bytes => {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < Math.min(length, 6); i++)
    bytes[length - 1 - i] = Math.floor(value / 256 ** i) % 256
  return bytes
}
const flip = (bytes: Uint8Array, at: number): Bytes => {
  const flipped = bytes.slice()
  const index = at < 0 ? bytes.length + at : at
  flipped[index] = (flipped[index] as number) ^ 1
  return flipped as Bytes
}
const hex = bytesToHex

const vaultId = () => fixed('vault', 16)
const vaultKey = () => fixed('vault key')
const recoveryKey = () => fixed('recovery key', 16)
const passphraseKey = () => fixed('slot key of the passphrase')
const wrapKey = () => deriveKey(vaultKey(), 'conclave/file-wrap/v1', vaultId())

const frameHeader = (map: Uint8Array, version = 1): Bytes => {
  const framed = concatBytes(utf8('CONCLAVE'), uint(version, 2), uint(map.length, 4), map)
  return concatBytes(framed, hash256(framed))
}

const makeHeaders = () => {
  const kdf = { name: 'argon2id13', opsLimit: 3, memLimit: 268_435_456, salt: fixed('salt', 16) }
  const createdAt = Date.UTC(2026, 0, 5)
  const slotContext = (slot: string, facts: unknown[] | null) =>
    encodeCbor(['conclave/header-slot/v1', 1, slot, vaultId(), createdAt, facts as never])
  const kdfFacts = ['argon2id13', kdf.opsLimit, kdf.memLimit, kdf.salt]
  const recoverySlotKey = deriveKey(recoveryKey(), 'conclave/recovery-slot/v1', vaultId())
  const body = {
    vaultId: vaultId(),
    label: 'Committee of made-up people',
    createdAt,
    revision: 1,
    kdf,
    intakeKey: fixed('intake key'),
    machine: {
      salt: fixed('machine salt', 16),
      hash: hash256(
        utf8('conclave/machine/v1\0'),
        fixed('machine salt', 16),
        utf8('laptop-of-ada'),
      ),
    },
    slots: {
      passphrase: sealFixed(
        passphraseKey(),
        vaultKey(),
        slotContext('passphrase', kdfFacts),
        'passphrase',
      ),
      recovery: sealFixed(recoverySlotKey, vaultKey(), slotContext('recovery', null), 'recovery'),
    },
  }
  const macKey = deriveKey(vaultKey(), 'conclave/header-mac-key/v1', vaultId())
  const macOf = (facts: object) =>
    deriveKey(macKey, 'conclave/header-mac/v1', concatBytes(uint(1, 2), encodeCbor(facts as never)))
  const withMac = (facts: object) => encodeCbor({ ...facts, mac: macOf(facts) } as never)
  const good = frameHeader(withMac(body))
  const { label: _, ...unlabelled } = body
  const weak = { ...body, kdf: { ...kdf, opsLimit: 1, memLimit: 8_192 } }
  return {
    passphraseSlotKey: hex(passphraseKey()),
    recoveryKey: hex(recoveryKey()),
    vaultKey: hex(vaultKey()),
    good: [{ name: 'a vault of Ada', bytes: hex(good) }],
    /** Refused by whoever reads them. */
    bad: [
      { name: 'nothing', bytes: '', code: 'header/not-a-header' },
      { name: 'another file', bytes: hex(utf8('SQLite format 3\0')), code: 'header/not-a-header' },
      {
        name: 'a later version',
        bytes: hex(frameHeader(utf8('?'), 2)),
        code: 'header/newer-format',
      },
      { name: 'version 0', bytes: hex(frameHeader(withMac(body), 0)), code: 'header/damaged' },
      { name: 'a flipped bit', bytes: hex(flip(good, 100)), code: 'header/damaged' },
      { name: 'a flipped bit of the checksum', bytes: hex(flip(good, -1)), code: 'header/damaged' },
      { name: 'cut short', bytes: hex(good.subarray(0, -1)), code: 'header/damaged' },
      { name: 'a byte more', bytes: `${hex(good)}00`, code: 'header/damaged' },
      {
        name: 'without a label',
        bytes: hex(frameHeader(withMac(unlabelled))),
        code: 'header/damaged',
      },
      {
        name: 'with a field more',
        bytes: hex(frameHeader(withMac({ ...body, hint: 'dog' }))),
        code: 'header/damaged',
      },
      {
        name: 'a short salt',
        bytes: hex(
          frameHeader(withMac({ ...body, kdf: { ...kdf, salt: fixed('s', 16).subarray(1) } })),
        ),
        code: 'header/damaged',
      },
      {
        name: 'another key derivation',
        bytes: hex(frameHeader(withMac({ ...body, kdf: { ...kdf, name: 'pbkdf2' } }))),
        code: 'header/damaged',
      },
    ],
    /** Read, and refused by whoever has the vault key. */
    forged: [
      {
        name: 'another label under the old MAC',
        bytes: hex(
          frameHeader(encodeCbor({ ...body, label: 'Mallory', mac: macOf(body) } as never)),
        ),
        code: 'vault/header-damaged',
      },
      {
        name: 'a cheaper key derivation',
        bytes: hex(frameHeader(withMac(weak))),
        code: 'vault/kdf-refused',
      },
      {
        name: 'slots exchanged',
        bytes: hex(
          frameHeader(
            withMac({
              ...body,
              slots: { passphrase: body.slots.recovery, recovery: body.slots.passphrase },
            }),
          ),
        ),
        code: 'vault/wrong-passphrase',
      },
    ],
  }
}

interface ImageDraft {
  readonly name: string
  readonly plaintext: Uint8Array
  readonly vault?: Uint8Array
  readonly generation?: number
  readonly version?: number
}

const composeImage = ({
  name,
  plaintext,
  vault = vaultId(),
  generation = 2,
  version = 1,
}: ImageDraft) => {
  const fileKey = fixed(`${name}, file key`)
  const clear = concatBytes(
    utf8('CONCIMAG'),
    uint(version, 2),
    vault,
    uint(generation, 8),
    uint(65_536, 4),
    uint(plaintext.length, 8),
  )
  const secret = concatBytes(
    fileKey,
    uint(41, 8),
    fixed('head hash'),
    uint(Date.UTC(2026, 0, 6), 8),
    uint(1, 4),
  )
  const header = concatBytes(clear, sealFixed(wrapKey(), secret, clear, `${name}, header`))
  const count = Math.max(1, Math.ceil(plaintext.length / 65_536))
  const chunks = Array.from({ length: count }, (_, index) => {
    const context = concatBytes(
      utf8('conclave/image-chunk/v1\0'),
      vault,
      uint(generation, 8),
      uint(index, 4),
      uint(index === count - 1 ? 1 : 0, 1),
    )
    const chunk = plaintext.subarray(index * 65_536, (index + 1) * 65_536)
    return sealFixed(fileKey, chunk, context, `${name}, chunk ${index}`)
  })
  const bytes = concatBytes(header, ...chunks)
  const imageHash = hash256(hash256(header), ...chunks.map((chunk) => hash256(chunk)))
  return { bytes, imageHash, header, chunks }
}

const makeImages = () => {
  const small = composeImage({ name: 'small', plaintext: utf8('a database') })
  const empty = composeImage({ name: 'empty', plaintext: new Uint8Array() })
  const two = composeImage({ name: 'two chunks', plaintext: new Uint8Array(65_540).fill(7) })
  const newer = composeImage({ name: 'newer', plaintext: utf8('a database'), version: 2 })
  const foreign = composeImage({
    name: 'foreign',
    plaintext: utf8('a database'),
    vault: fixed('other', 16),
  })
  const older = composeImage({ name: 'older', plaintext: utf8('a database'), generation: 1 })
  return {
    vaultId: hex(vaultId()),
    generation: 2,
    wrapKey: hex(wrapKey()),
    good: [
      {
        name: 'small',
        bytes: hex(small.bytes),
        imageHash: hex(small.imageHash),
        plaintext: hex(utf8('a database')),
      },
      { name: 'empty', bytes: hex(empty.bytes), imageHash: hex(empty.imageHash), plaintext: '' },
    ],
    /** 65,540 bytes of 7; too long to be written down here. */
    twoChunks: { bytesHash: hex(hash256(two.bytes)), imageHash: hex(two.imageHash) },
    bad: [
      { name: 'nothing', bytes: '', code: 'image/damaged' },
      { name: 'a later version', bytes: hex(newer.bytes), code: 'image/newer-format' },
      { name: 'of another vault', bytes: hex(foreign.bytes), code: 'image/damaged' },
      { name: 'of an earlier generation', bytes: hex(older.bytes), code: 'image/damaged' },
      {
        name: 'an earlier one under a later name',
        bytes: hex(older.bytes.with(33, 2)),
        code: 'image/damaged',
      },
      { name: 'cut short', bytes: hex(small.bytes.subarray(0, -1)), code: 'image/damaged' },
      { name: 'a byte more', bytes: `${hex(small.bytes)}00`, code: 'image/damaged' },
      {
        name: 'a flipped bit of its secret',
        bytes: hex(flip(small.bytes, 150)),
        code: 'image/damaged',
      },
      {
        name: 'a flipped bit of its chunk',
        bytes: hex(flip(small.bytes, -1)),
        code: 'image/damaged',
      },
      {
        name: 'the chunk of another image',
        bytes: hex(concatBytes(empty.header, ...small.chunks)),
        code: 'image/damaged',
      },
    ],
  }
}

const composeJournal = (payloads: readonly Uint8Array[]) => {
  const imageHash = fixed('image hash')
  const fileKey = fixed('journal, file key')
  const clear = concatBytes(utf8('CONCJRNL'), uint(1, 2), vaultId(), uint(2, 8), imageHash)
  const header = concatBytes(clear, sealFixed(wrapKey(), fileKey, clear, 'journal, header'))
  const bodyKey = deriveKey(fileKey, 'conclave/journal-body/v1')
  const macKey = deriveKey(fileKey, 'conclave/journal-mac/v1')
  let previous = hash256(header)
  const records = payloads.map((payload, index) => {
    const sequence = 42 + index
    const bodyBytes = payload.length + 72
    const context = concatBytes(
      utf8('conclave/journal-record/v1\0'),
      vaultId(),
      uint(2, 8),
      uint(sequence, 8),
      previous,
      uint(bodyBytes, 4),
    )
    const record = concatBytes(
      uint(bodyBytes, 4),
      uint(sequence, 8),
      deriveKey(macKey, 'conclave/journal-record-mac/v1', context),
      sealFixed(bodyKey, payload, context, `record ${sequence}`),
    )
    previous = hash256(record)
    return record
  })
  return { header, records, imageHash, lastHash: previous }
}

const makeJournals = () => {
  const payloads = ['first', 'second', ''].map(utf8)
  const { header, records, imageHash, lastHash } = composeJournal(payloads)
  const [first, second, third] = records as [Bytes, Bytes, Bytes]
  const whole = concatBytes(header, first, second, third)
  const tail = (
    name: string,
    bytes: Uint8Array,
    count: number,
    is: 'clean' | 'torn' | 'damaged',
  ) => ({
    name,
    bytes: hex(bytes),
    payloads: payloads.slice(0, count).map(hex),
    tail: is,
  })
  return {
    vaultId: hex(vaultId()),
    generation: 2,
    wrapKey: hex(wrapKey()),
    imageHash: hex(imageHash),
    sequence: 41,
    lastHash: hex(lastHash),
    good: [
      tail('empty', header, 0, 'clean'),
      tail('three records', whole, 3, 'clean'),
      tail('cut inside a body', whole.subarray(0, -1), 2, 'torn'),
      tail('cut inside a head', concatBytes(header, first, second.subarray(0, 43)), 1, 'torn'),
      tail('lengthened with zeros', concatBytes(header, first, new Uint8Array(90)), 1, 'torn'),
    ],
    bad: [
      tail(
        'a flipped length of the last record',
        flip(whole, header.length + first.length + second.length + 3),
        2,
        'damaged',
      ),
      tail('a flipped bit of a body', flip(whole, header.length + first.length - 1), 0, 'damaged'),
      tail('a record left out', concatBytes(header, first, third), 1, 'damaged'),
      tail('a record twice', concatBytes(header, first, first), 1, 'damaged'),
      tail('records exchanged', concatBytes(header, second, first), 0, 'damaged'),
      tail('garbage behind', concatBytes(whole, fixed('garbage', 60)), 3, 'damaged'),
    ],
    refused: [
      { name: 'nothing', bytes: '', code: 'journal/damaged' },
      { name: 'a later version', bytes: hex(whole.with(9, 2)), code: 'journal/newer-format' },
      {
        name: 'cut inside the header',
        bytes: hex(header.subarray(0, -1)),
        code: 'journal/damaged',
      },
      { name: 'of another generation', bytes: hex(whole.with(33, 3)), code: 'journal/damaged' },
      { name: 'of another image', bytes: hex(flip(whole, 40)), code: 'journal/damaged' },
      {
        name: 'a flipped bit of the file key',
        bytes: hex(flip(whole, 160)),
        code: 'journal/damaged',
      },
    ],
  }
}

const makeIntakes = () => {
  const keys = boxKeysOf('device')
  const name = hex(fixed('intake', 16))
  const content = (inside: string) =>
    pad(encodeCbor({ name: inside, plaintext: utf8('a call') }), 4_096)
  const file = (inside: string, version = 1) =>
    concatBytes(utf8('CONCINBX'), uint(version, 2), boxFor(keys.publicKey, content(inside), inside))
  const good = file(name)
  return {
    publicKey: hex(keys.publicKey),
    secretKey: hex(keys.secretKey),
    name,
    plaintext: hex(utf8('a call')),
    good: [{ name: 'a call', bytes: hex(good) }],
    bad: [
      { name: 'nothing', bytes: '' },
      { name: 'a later version', bytes: hex(file(name, 2)) },
      { name: 'under another name', bytes: hex(file('0'.repeat(32))) },
      { name: 'cut short', bytes: hex(good.subarray(0, -1)) },
      { name: 'a flipped bit', bytes: hex(flip(good, 99)) },
      {
        name: 'not padded',
        bytes: hex(
          concatBytes(
            utf8('CONCINBX'),
            uint(1, 2),
            boxFor(keys.publicKey, encodeCbor({ name, plaintext: utf8('a call') }), 'bare'),
          ),
        ),
      },
    ],
  }
}

/** By file name. Call after `loadSodium`. */
export const makeStorageVectors = () => ({
  'headers.json': makeHeaders(),
  'images.json': makeImages(),
  'journals.json': makeJournals(),
  'intakes.json': makeIntakes(),
})
