import { deriveKey, hash256 } from '../../electron/vault/crypto/hash'
import { type KeyPair, sign } from '../../electron/vault/crypto/keys'
import { pad } from '../../electron/vault/crypto/pad'
import { seal } from '../../electron/vault/crypto/seal'
import { sodium } from '../../electron/vault/crypto/sodium'
import { type CborValue, encodeCbor } from '../../shared/formats/cbor'
import { type Bytes, bytesToHex, concatBytes, utf8 } from '../../shared/util/bytes'

/**
 * The frozen bytes of `tests/vectors/v1/travel`, made anew from fixed seeds. They are composed here by
 * hand, from CBOR and the primitives alone, as `docs/formats.md` says: the product's own encoders take
 * no part, so that a change in them shows.
 */

/** Bytes that look random and are the same every time. */
const fixed = (name: string, length = 32): Bytes =>
  sodium.crypto_generichash(length, utf8(`conclave travel vector: ${name}`), null) as Bytes

const signingKeysOf = (name: string): KeyPair => {
  const keys = sodium.crypto_sign_seed_keypair(fixed(`${name}, signing`))
  return { publicKey: keys.publicKey as Bytes, secretKey: keys.privateKey as Bytes }
}
const boxKeysOf = (name: string): KeyPair => {
  const keys = sodium.crypto_box_seed_keypair(fixed(`${name}, boxes`))
  return { publicKey: keys.publicKey as Bytes, secretKey: keys.privateKey as Bytes }
}

/** `crypto_box_seal` with a sender that is the same every time. */
const boxFor = (recipient: Uint8Array, message: Uint8Array, name: string): Bytes => {
  const sender = boxKeysOf(`${name}, sender`)
  const nonce = sodium.crypto_generichash(24, concatBytes(sender.publicKey, recipient), null)
  const boxed = sodium.crypto_box_easy(message, nonce, recipient, sender.secretKey)
  return concatBytes(sender.publicKey, boxed)
}

const sealFixed = (key: Uint8Array, plaintext: Uint8Array, ad: Uint8Array, name: string): Bytes =>
  seal(key, plaintext, ad, fixed(`${name}, nonce`, 24))

const uint = (value: number, length: number): Bytes =>
  Uint8Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256)
const flip = (bytes: Uint8Array, at: number): Bytes => {
  const flipped = bytes.slice() as Bytes
  const index = at < 0 ? bytes.length + at : at
  flipped[index] = (flipped[index] as number) ^ 1
  return flipped
}
const hexOf = bytesToHex
const keysToHex = ({ publicKey, secretKey }: KeyPair) => ({
  publicKey: hexOf(publicKey),
  secretKey: hexOf(secretKey),
})

const committee = () => fixed('committee', 16)
const space = () => fixed('space', 16)
const benId = () => fixed('Ben, member', 16)

interface BundleDraft {
  readonly signer?: string
  readonly committee?: Uint8Array
  readonly version?: number
  readonly chunks?: readonly CborValue[]
}

const chunkPayloads = (): readonly CborValue[] => [
  [[[space(), [fixed('entry 1', 40), fixed('entry 2', 50)], []]], [], []],
  [
    [[space(), [], [fixed('part', 60)]]],
    [[space(), [[fixed('log'), 7, fixed('seventh entry')]]]],
    [[fixed('left space', 16), fixed('own log'), 3, fixed('third entry')]],
  ],
]

const composeBundle = (draft: BundleDraft = {}): Bytes => {
  const ada = signingKeysOf('Ada')
  const signer = signingKeysOf(draft.signer ?? 'Ada')
  const bundleKey = fixed('bundle key')
  const payloads = draft.chunks ?? chunkPayloads()
  const padded = payloads.map((payload) => pad(encodeCbor(payload), 4_096))
  const manifestBytes = 4_096 + 72
  const boxes = Array.from({ length: 8 }, (_, i) =>
    boxFor(boxKeysOf(i === 3 ? 'Ben' : `nobody ${i}`).publicKey, bundleKey, `box ${i}`),
  ).toSorted(Buffer.compare)
  const framed = concatBytes(
    utf8('CONCBNDL'),
    uint(draft.version ?? 1, 2),
    uint(8, 2),
    uint(manifestBytes, 4),
    ...boxes,
  )
  const id = hash256(utf8('conclave/bundle/v1\0'), framed)
  const chunkKey = deriveKey(bundleKey, 'conclave/bundle-chunk-key/v1', id)
  const chunks = padded.map((chunk, i) => {
    const last = Uint8Array.of(i === padded.length - 1 ? 1 : 0)
    const context = concatBytes(utf8('conclave/bundle-chunk/v1\0'), id, uint(i, 4), last)
    return sealFixed(chunkKey, chunk, context, `chunk ${i}`)
  })
  const manifest = encodeCbor([
    ada.publicKey,
    benId(),
    draft.committee ?? committee(),
    1_777_000_000_000,
    2,
    1,
    chunks.map((chunk) => [chunk.length, hash256(chunk)]),
  ])
  const message = concatBytes(utf8('conclave/bundle-signature/v1\0'), id, manifest)
  const signed = encodeCbor([manifest, sign(signer.secretKey, message)])
  const sealed = sealFixed(
    deriveKey(bundleKey, 'conclave/bundle-manifest-key/v1', id),
    pad(signed, 4_096),
    concatBytes(utf8('conclave/bundle-manifest/v1\0'), id),
    'manifest',
  )
  return concatBytes(framed, hash256(framed), sealed, ...chunks)
}

const makeBundles = () => {
  const good = composeBundle()
  const manifestAt = 16 + 8 * 80 + 32
  const chunksAt = manifestAt + 4_168
  const opened = (
    name: string,
    bytes: Uint8Array,
    deliveries: number,
    damagedChunks: readonly number[] = [],
    missingChunks: readonly number[] = [],
  ) => ({ name, bytes: hexOf(bytes), deliveries, damagedChunks, missingChunks })
  return {
    sender: hexOf(signingKeysOf('Ada').publicKey),
    recipient: hexOf(benId()),
    committee: hexOf(committee()),
    boxKeys: keysToHex(boxKeysOf('Ben')),
    madeAtMs: 1_777_000_000_000,
    good: [
      opened('whole', good, 2),
      opened('its first chunk damaged', flip(good, chunksAt + 100), 1, [0]),
      opened('cut in its second chunk', good.subarray(0, -1), 1, [], [1]),
      opened('cut after the manifest', good.subarray(0, chunksAt), 0, [], [0, 1]),
      opened(
        'with a chunk that holds no delivery',
        composeBundle({ chunks: [[[]], []] }),
        0,
        [0, 1],
      ),
    ],
    bad: Object.entries({
      'another file': [utf8('any other file'), 'bundle/not-a-bundle'],
      'of a newer version': [composeBundle({ version: 2 }), 'bundle/newer-version'],
      'its head damaged': [flip(good, 40), 'bundle/damaged'],
      'its manifest damaged': [flip(good, manifestAt + 60), 'bundle/damaged'],
      'cut in its manifest': [good.subarray(0, chunksAt - 1), 'bundle/truncated'],
      'signed by another than it names': [composeBundle({ signer: 'Mallory' }), 'bundle/damaged'],
      'of another committee': [composeBundle({ committee: fixed('x', 16) }), 'bundle/not-for-you'],
    } as const).map(([name, [bytes, code]]) => ({ name, bytes: hexOf(bytes), code })),
  }
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** By big integers, unlike the product's. */
const groupsOf = (bytes: Uint8Array): string => {
  const symbolCount = Math.ceil((bytes.length * 8) / 5)
  const value = BigInt(`0x${hexOf(bytes)}`) << BigInt(symbolCount * 5 - bytes.length * 8)
  const symbols = Array.from(
    { length: symbolCount },
    (_, i) => alphabet[Number((value >> BigInt((symbolCount - 1 - i) * 5)) & 31n)],
  )
  return (symbols.join('').match(/.{1,4}/g) as string[]).join('-')
}

const expiryMinutes = 29_616_480
const secret = () => fixed('secret', 16)

const composeCode = (version: number, purpose: number, member: Uint8Array | null): string => {
  const body = concatBytes(
    Uint8Array.of(version, purpose),
    committee(),
    signingKeysOf('Ada').publicKey,
    boxKeysOf('Ada').publicKey,
    secret(),
    uint(expiryMinutes, 4),
    member ?? new Uint8Array(),
  )
  const checksum = hash256(utf8('conclave/invitation-checksum/v1\0'), body).subarray(0, 5)
  return groupsOf(concatBytes(body, checksum))
}

const makeInvitations = () => {
  const code = composeCode(1, 0, null)
  const other = code[20] === 'X' ? 'Y' : 'X'
  const good = [
    ['for a newcomer', 'join', composeCode(1, 0, null), null],
    ['for a second device', 'second', composeCode(1, 1, benId()), hexOf(benId())],
    ['for a replacement', 'replacement', composeCode(1, 2, benId()), hexOf(benId())],
    ['as someone typed it', 'join', code.toLowerCase().replaceAll('-', ' '), null],
  ] as const
  return {
    committee: hexOf(committee()),
    inviterDevice: hexOf(signingKeysOf('Ada').publicKey),
    inviterBoxKey: hexOf(boxKeysOf('Ada').publicKey),
    secret: hexOf(secret()),
    invitationId: hexOf(deriveKey(secret(), 'conclave/invitation-id/v1').subarray(0, 16)),
    expiresAtMs: expiryMinutes * 60_000,
    good: good.map(([name, purpose, text, memberId]) => ({ name, purpose, text, memberId })),
    bad: Object.entries({
      'one symbol mistyped': [code.slice(0, 20) + other + code.slice(21), 'invitation/mistyped'],
      'its last group left out': [code.slice(0, -5), 'invitation/mistyped'],
      'an unknown purpose': [composeCode(1, 3, benId()), 'invitation/mistyped'],
      'a member for a newcomer': [composeCode(1, 0, benId()), 'invitation/mistyped'],
      'of a newer version': [composeCode(2, 0, null), 'invitation/newer-version'],
    } as const).map(([name, [text, code]]) => ({ name, text, code })),
  }
}

interface RequestDraft {
  readonly version?: number
  readonly purpose?: 'join' | 'second'
  readonly provenWith?: Uint8Array
  readonly signer?: string
}

const composeRequest = (draft: RequestDraft = {}): Bytes => {
  const keys = signingKeysOf('Dana')
  const device = keys.publicKey
  const boxKey = boxKeysOf('Dana').publicKey
  const invitation = deriveKey(secret(), 'conclave/invitation-id/v1').subarray(0, 16)
  const id = fixed('request', 16)
  const facts = ['Dana Example', ['dana'], 'Harbour Ltd', '1', 1_777_000_000_000]
  const isJoin = draft.purpose !== 'second'
  const member = isJoin ? fixed('Dana, member', 16) : benId()
  const ids = [id, invitation, member]
  const request = encodeCbor(
    isJoin ? [0, ...ids, ...facts, device, boxKey] : [1, ...ids, device, boxKey],
  )
  const said = isJoin
    ? ['member', ...ids.map(hexOf), ...facts, hexOf(device), hexOf(boxKey)]
    : ['device', hexOf(id), hexOf(member), hexOf(device), hexOf(boxKey), 'second']
  const message = concatBytes(utf8('conclave/join-request/v1\0'), encodeCbor(said))
  const envelope = encodeCbor([
    request,
    deriveKey(draft.provenWith ?? secret(), 'conclave/join-proof/v1', request),
    sign(signingKeysOf(draft.signer ?? 'Dana').secretKey, message),
  ])
  const box = boxFor(boxKeysOf('Ada').publicKey, pad(envelope, 4_096), 'request')
  const framed = concatBytes(utf8('CONCJOIN'), uint(draft.version ?? 1, 2), box)
  return concatBytes(framed, hash256(framed))
}

const makeJoinRequests = () => {
  const good = composeRequest()
  return {
    boxKeys: keysToHex(boxKeysOf('Ada')),
    issued: [
      { purpose: 'join' as const, memberId: null, secret: hexOf(secret()) },
      { purpose: 'second' as const, memberId: hexOf(benId()), secret: hexOf(secret()) },
    ],
    expiresAtMs: expiryMinutes * 60_000,
    deviceId: hexOf(signingKeysOf('Dana').publicKey),
    boxKey: hexOf(boxKeysOf('Dana').publicKey),
    good: [
      { name: 'of a newcomer', purpose: 'join' as const, bytes: hexOf(good) },
      {
        name: 'of a second device',
        purpose: 'second' as const,
        bytes: hexOf(composeRequest({ purpose: 'second' })),
      },
    ],
    bad: Object.entries({
      'another file': [utf8('any other file'), 'request/not-a-request'],
      'of a newer version': [composeRequest({ version: 2 }), 'request/newer-version'],
      damaged: [flip(good, 1_000), 'request/damaged'],
      'cut short': [good.subarray(0, -1), 'request/damaged'],
      'signed by another device': [composeRequest({ signer: 'Mallory' }), 'request/damaged'],
      'without the secret': [
        composeRequest({ provenWith: fixed('guess', 16) }),
        'invitation/unknown',
      ],
    } as const).map(([name, [bytes, code]]) => ({ name, bytes: hexOf(bytes), code })),
  }
}

const makeHandoffs = () => {
  const passphrase = 'oak river lamp stone bird seven cloud'
  const content = { title: 'Case blue-heron', sections: [{ heading: 'Facts', rows: [['a', 'b']] }] }
  const kib = 65_536
  const compose = (version: number) => {
    const salt = fixed('hand-off salt', 16)
    const clear = concatBytes(utf8('CONCHAND'), uint(version, 2), uint(3, 4), uint(kib, 4), salt)
    const key = sodium.crypto_pwhash(
      32,
      passphrase,
      salt,
      3,
      kib * 1_024,
      sodium.crypto_pwhash_ALG_ARGON2ID13,
    )
    const padded = pad(utf8(JSON.stringify(content)), 4_096)
    return concatBytes(clear, sealFixed(key, padded, clear, 'hand-off'))
  }
  const good = compose(1)
  const weak = good.slice()
  weak[13] = 1
  return {
    passphrase,
    content,
    good: [{ name: 'whole', bytes: hexOf(good) }],
    bad: [
      { name: 'damaged', bytes: hexOf(flip(good, -1)), answer: 'wrong-passphrase' },
      { name: 'asking for less work', bytes: hexOf(weak), answer: 'damaged' },
      { name: 'of a newer version', bytes: hexOf(compose(2)), answer: 'damaged' },
      { name: 'cut short', bytes: hexOf(good.subarray(0, 100)), answer: 'damaged' },
    ],
  }
}

/** By file name. */
export const makeTravelVectors = () => ({
  'bundles.json': makeBundles(),
  'invitations.json': makeInvitations(),
  'join-requests.json': makeJoinRequests(),
  'handoffs.json': makeHandoffs(),
})
