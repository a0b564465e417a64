import { hash256 } from '../../electron/vault/crypto/hash'
import { type KeyPair, sign } from '../../electron/vault/crypto/keys'
import { pad } from '../../electron/vault/crypto/pad'
import { sodium } from '../../electron/vault/crypto/sodium'
import { type CborValue, encodeCbor } from '../../shared/formats/cbor'
import { type Bytes, bytesToHex, concatBytes, utf8 } from '../../shared/util/bytes'
import { createFixedBytes } from './fixed-bytes'

/**
 * The frozen bytes of `tests/vectors/v1/ledger`, made anew from fixed seeds. They are composed here by
 * hand, from CBOR and the primitives alone, as `docs/formats.md` says: the product's own encoders take
 * no part, so that a change in them shows.
 */

const { fixed, boxKeysOf, boxFor, sealFixed } = createFixedBytes('conclave test vector')

const signingKeysOf = (name: string): KeyPair => {
  const keys = sodium.crypto_sign_seed_keypair(fixed(`${name}, signing`))
  return { publicKey: keys.publicKey as Bytes, secretKey: keys.privateKey as Bytes }
}
const hexOf = bytesToHex
const space = new Uint8Array(16).fill(0x5a)
const otherSpace = new Uint8Array(16).fill(0x0e)

const keyIdOf = (key: Uint8Array, number: number, at = space): Bytes =>
  sodium
    .crypto_generichash(
      32,
      concatBytes(utf8('conclave/epoch-key-id/v1\0'), at, utf8(`${number}`)),
      key,
    )
    .slice(0, 16) as Bytes

const makeCast = () => {
  const adaKeys = signingKeysOf('Ada')
  const epochKey = fixed('epoch key 3')
  return {
    adaKeys,
    adaBoxKeys: boxKeysOf('Ada'),
    benBoxKeys: boxKeysOf('Ben'),
    bensDevice: signingKeysOf('Ben').publicKey,
    epochKey,
    keyId: keyIdOf(epochKey, 3),
  }
}
type Cast = ReturnType<typeof makeCast>

interface Draft {
  readonly version?: number
  readonly critical?: boolean
  readonly seq?: number
  readonly previous?: Uint8Array | null
  readonly heads?: readonly Uint8Array[]
  readonly parts?: readonly Uint8Array[]
  readonly rest?: readonly CborValue[]
  readonly body?: Uint8Array
  readonly content?: CborValue
  readonly signature?: 'valid' | 'none' | 'wrong'
}

const composeEntry = (cast: Cast, name: string, draft: Draft = {}) => {
  const seq = draft.seq ?? 0
  const header = encodeCbor([
    draft.version ?? 1,
    draft.critical ?? true,
    space,
    cast.adaKeys.publicKey,
    0,
    seq,
    draft.previous ?? null,
    draft.heads ?? [],
    draft.parts ?? [],
    ...(draft.rest ?? [[3, cast.keyId], 1_777_000_000_000, 0]),
  ])
  const plaintext = encodeCbor(['note.added', draft.content ?? `entry ${seq}`])
  const body = draft.body ?? sealFixed(cast.epochKey, pad(plaintext, 32), header, name)
  const signed = encodeCbor([header, body])
  const id = hash256(utf8('conclave/entry/v1\0'), signed)
  const message = concatBytes(utf8('conclave/entry-signature/v1\0'), id)
  const signature = {
    valid: () => sign(cast.adaKeys.secretKey, message),
    none: () => new Uint8Array(),
    wrong: () => sign(cast.adaKeys.secretKey, id),
  }[draft.signature ?? 'valid']()
  return { id, bytes: encodeCbor([signed, signature]) }
}

const makeEntries = (cast: Cast) => {
  const first = composeEntry(cast, 'first')
  const ids = [fixed('head 1'), fixed('head 2')].sort(Buffer.compare)
  const full: Draft = {
    seq: 1,
    previous: first.id,
    heads: ids,
    parts: [fixed('part 2'), fixed('part 1')],
    content: { text: 'Grüße \u{1f54a}', count: 3, flags: [true, null] },
  }
  const lockbox = composeLockbox(cast, 'entry lockbox')
  const clear = [null, 1_777_000_000_000, 1]
  const bad = (draft: Draft, code: string) => ({
    bytes: composeEntry(cast, 'bad', draft).bytes,
    code,
  })
  const good = {
    'the first of a log': { draft: {}, kind: 'note.added', content: 'entry 0' },
    'with everything': { draft: full, kind: 'note.added', content: full.content },
    unsigned: { draft: { signature: 'none' }, kind: 'note.added', content: 'entry 0' },
    'not critical': { draft: { critical: false }, kind: 'note.added', content: 'entry 0' },
    'a lockbox': { draft: { rest: clear, body: lockbox }, kind: null, content: null },
  } as const
  const trailing = concatBytes(first.bytes, new Uint8Array(1))
  return {
    device: hexOf(cast.adaKeys.publicKey),
    space: hexOf(space),
    epoch: { number: 3, keyId: hexOf(cast.keyId), key: hexOf(cast.epochKey) },
    good: Object.entries(good).map(([name, { draft, kind, content }]) => {
      const { id, bytes } = composeEntry(cast, name, draft as Draft)
      return { name, id: hexOf(id), bytes: hexOf(bytes), kind, content }
    }),
    bad: Object.entries({
      'a newer critical version': bad({ version: 2, rest: ['new'] }, 'entry/unknown-version'),
      'a newer version': bad({ version: 2, critical: false, rest: [] }, 'entry/unknown-version'),
      'version 0': bad({ version: 0 }, 'entry/malformed'),
      'no predecessor at number 1': bad({ seq: 1 }, 'entry/malformed'),
      'a predecessor at number 0': bad({ previous: first.id }, 'entry/malformed'),
      'heads out of order': bad({ heads: [...ids].reverse() }, 'entry/malformed'),
      'a part twice': bad({ parts: [first.id, first.id] }, 'entry/malformed'),
      'a fact in the clear': bad(
        { rest: clear, body: encodeCbor(['note.added', 'x']) },
        'entry/malformed',
      ),
      'a sealed body without an epoch': bad({ rest: [null, 0, 0] }, 'entry/malformed'),
      'a body that is not padded': bad({ body: fixed('body', 64) }, 'entry/malformed'),
      'a byte after it': { bytes: trailing, code: 'entry/malformed' },
      'cut short': { bytes: first.bytes.subarray(0, -1), code: 'entry/malformed' },
      'of indefinite length': {
        bytes: concatBytes(Uint8Array.of(0x9f), first.bytes.subarray(1), Uint8Array.of(0xff)),
        code: 'entry/malformed',
      },
    }).map(([name, { bytes, code }]) => ({ name, bytes: hexOf(bytes), code })),
  }
}

const makeLogs = (cast: Cast) => {
  const write = (name: string, seq: number, previous: Uint8Array | null, draft: Draft = {}) => ({
    name,
    ...composeEntry(cast, name, { seq, previous, ...draft }),
  })
  const first = write('first', 0, null)
  const second = write('second, unsigned', 1, first.id, { signature: 'none' })
  const secondBad = write('second, unsigned', 1, first.id, { signature: 'wrong' })
  const newer = write('third, of a newer version', 2, second.id, { version: 2, rest: ['new'] })
  const fourth = write('fourth', 3, newer.id)
  const rival = write('another second', 1, first.id, { content: 'another', signature: 'none' })
  const rivalEnd = write('another third', 2, rival.id, { content: 'another' })
  const steps = [
    [newer, 'gap'],
    [first, 'accepted'],
    [first, 'duplicate'],
    [secondBad, 'entry/bad-signature'],
    [rival, 'pending'],
    [second, 'pending'],
    [newer, 'accepted'],
    [fourth, 'accepted'],
    [second, 'duplicate'],
    [rivalEnd, 'fork'],
  ] as const
  return {
    device: hexOf(cast.adaKeys.publicKey),
    space: hexOf(space),
    steps: steps.map(([{ name, bytes }, verdict]) => ({ name, bytes: hexOf(bytes), verdict })),
    verified: [first, second, newer, fourth, rival, rivalEnd].map(({ id }) => hexOf(id)),
    fork: { seq: 1, ids: [hexOf(second.id), hexOf(rival.id)].sort() },
  }
}

const older = (name: string, number: number) => {
  const key = fixed(name)
  return { number, key, keyId: keyIdOf(key, number) }
}

/** @param keyId that it names; the one of another space or key is a lie */
const composeLockbox = (
  cast: Cast,
  name: string,
  { keyId = cast.keyId, predecessors = [older('epoch key 2', 2)] } = {},
) => {
  const wrap = ({ number, key, keyId: olderId }: (typeof predecessors)[number]) => {
    const context = concatBytes(
      utf8('conclave/epoch-predecessor/v1\0'),
      space,
      keyId,
      olderId,
      utf8(`3/${number}`),
    )
    const wrapped = sealFixed(cast.epochKey, key, context, `${name}, ${number}`)
    return [olderId, number, wrapped] as const
  }
  const byBytes = (
    [a]: readonly [Uint8Array, ...unknown[]],
    [b]: readonly [Uint8Array, ...unknown[]],
  ) => Buffer.compare(a, b)
  const boxes = (
    [
      [cast.adaKeys.publicKey, cast.adaBoxKeys.publicKey],
      [cast.bensDevice, cast.benBoxKeys.publicKey],
    ] as const
  ).map(([device, to], n) => [device, boxFor(to, cast.epochKey, `${name}, ${n}`)] as const)
  return encodeCbor([
    1,
    3,
    keyId,
    predecessors.map(wrap).toSorted(byBytes),
    boxes.toSorted(byBytes),
  ])
}

const makeLockboxes = (cast: Cast) => {
  const good = composeLockbox(cast, 'lockbox')
  const crossed = [older('epoch key 2', 2), older('another epoch key 2', 2)]
  const damaged = good.slice()
  const boxAt = Buffer.from(good).indexOf(Buffer.from(cast.adaKeys.publicKey)) + 40
  damaged[boxAt] = (damaged[boxAt] as number) ^ 1
  const viewOf = ({ number, key, keyId }: (typeof crossed)[number]) => ({
    number,
    keyId: hexOf(keyId),
    key: hexOf(key),
  })
  const epoch = { number: 3, keyId: hexOf(cast.keyId), key: hexOf(cast.epochKey) }
  const elsewhere = keyIdOf(cast.epochKey, 3, otherSpace)
  return {
    space: hexOf(space),
    device: hexOf(cast.adaKeys.publicKey),
    boxKeys: {
      publicKey: hexOf(cast.adaBoxKeys.publicKey),
      secretKey: hexOf(cast.adaBoxKeys.secretKey),
    },
    good: [
      {
        name: 'of epoch 3 for two devices, with its predecessor',
        bytes: hexOf(good),
        epoch,
        predecessors: [viewOf(older('epoch key 2', 2))],
      },
      {
        name: 'with two predecessors',
        bytes: hexOf(composeLockbox(cast, 'crossed lockbox', { predecessors: crossed })),
        epoch,
        predecessors: crossed.map(viewOf).toSorted((a, b) => (a.keyId < b.keyId ? -1 : 1)),
      },
      {
        name: 'without a predecessor',
        bytes: hexOf(composeLockbox(cast, 'first lockbox', { predecessors: [] })),
        epoch,
        predecessors: [],
      },
    ],
    bad: [
      { name: 'damaged', bytes: hexOf(damaged), code: 'lockbox/does-not-open' },
      {
        name: 'made for another space',
        bytes: hexOf(composeLockbox(cast, 'moved lockbox', { keyId: elsewhere })),
        code: 'lockbox/misaddressed',
      },
      {
        name: 'of another number',
        bytes: hexOf(
          composeLockbox(cast, 'renumbered lockbox', { keyId: keyIdOf(cast.epochKey, 4) }),
        ),
        code: 'lockbox/misaddressed',
      },
      { name: 'cut short', bytes: hexOf(good.subarray(0, -1)), code: 'lockbox/malformed' },
    ],
  }
}

const partKinds = ['text', 'identity', 'safety', 'attachment'] as const

const makeParts = (cast: Cast) => {
  const context = (label: string, kind: string, at = space) =>
    concatBytes(utf8(`conclave/${label}/v1\0`), at, utf8(kind))
  const compose = (kind: (typeof partKinds)[number], readers: 'epoch' | 'devices', at = space) => {
    const name = `part, ${kind}`
    const key = fixed(`${name}, key`)
    const salt = fixed(`${name}, salt`)
    const plaintext = pad(encodeCbor({ text: 'north hall' }), 64)
    const ciphertext = sealFixed(key, plaintext, context('part-content', kind, at), name)
    const wrapContext = concatBytes(
      context('part-key', kind, at),
      salt,
      encodeCbor([3, cast.keyId]),
    )
    const boxes = (
      [
        [cast.adaKeys.publicKey, boxFor(cast.adaBoxKeys.publicKey, key, `${name}, Ada`)],
        [cast.bensDevice, boxFor(cast.benBoxKeys.publicKey, key, `${name}, Ben`)],
      ] as const
    ).toSorted(([a], [b]) => Buffer.compare(a, b))
    const wrap: CborValue =
      readers === 'epoch'
        ? [0, 3, cast.keyId, sealFixed(cast.epochKey, key, wrapContext, `${name}, wrap`)]
        : [1, boxes]
    return {
      id: hash256(utf8('conclave/part/v1\0'), salt, ciphertext),
      bytes: encodeCbor([1, partKinds.indexOf(kind), salt, ciphertext, wrap]),
    }
  }
  const good = [
    { name: 'for every reader of the space', ...compose('text', 'epoch') },
    { name: 'for two devices', ...compose('identity', 'devices') },
  ]
  const [first] = good as [(typeof good)[number]]
  const damaged = first.bytes.slice()
  damaged[150] = (damaged[150] as number) ^ 1
  const entry = encodeCbor([2, 'anything'])
  return {
    space: hexOf(space),
    device: hexOf(cast.adaKeys.publicKey),
    boxKeys: {
      publicKey: hexOf(cast.adaBoxKeys.publicKey),
      secretKey: hexOf(cast.adaBoxKeys.secretKey),
    },
    epoch: { number: 3, keyId: hexOf(cast.keyId), key: hexOf(cast.epochKey) },
    good: good.map(({ name, id, bytes }) => ({
      name,
      id: hexOf(id),
      bytes: hexOf(bytes),
      value: { text: 'north hall' },
    })),
    bad: [
      { name: 'damaged', bytes: hexOf(damaged), code: 'part/does-not-open' },
      {
        name: 'of another space',
        bytes: hexOf(compose('safety', 'epoch', otherSpace).bytes),
        code: 'part/not-a-reader',
      },
      {
        name: 'of another space, boxed',
        bytes: hexOf(compose('safety', 'devices', otherSpace).bytes),
        code: 'part/does-not-open',
      },
      { name: 'of a newer version', bytes: hexOf(entry), code: 'part/unknown-version' },
      { name: 'cut short', bytes: hexOf(first.bytes.subarray(0, -1)), code: 'part/malformed' },
    ],
  }
}

/** By file name. */
export const makeLedgerVectors = () => {
  const cast = makeCast()
  return {
    'entries.json': makeEntries(cast),
    'logs.json': makeLogs(cast),
    'lockboxes.json': makeLockboxes(cast),
    'parts.json': makeParts(cast),
  }
}
