import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBundle } from '../../../../../electron/vault/bundle/open-bundle'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { openHandoff } from '../../../../../electron/vault/handoff/open-handoff'
import { invitationIdOf } from '../../../../../electron/vault/join/make-invitation'
import { openJoinRequest } from '../../../../../electron/vault/join/seal-join-request'
import { unwrap } from '../../../../../shared/errors/result'
import { encodeInvitation, parseInvitation } from '../../../../../shared/formats/invitation'
import { type Bytes, hexToBytes } from '../../../../../shared/util/bytes'
import { makeTravelVectors } from '../../../../support/travel-vectors'

type Vectors = ReturnType<typeof makeTravelVectors>
type VectorFile = keyof Vectors

const read = <K extends VectorFile>(name: K): Vectors[K] =>
  JSON.parse(
    readFileSync(new URL(`../../../../vectors/v1/travel/${name}`, import.meta.url), 'utf8'),
  )
const bytesOf = (hex: string) => hexToBytes(hex) as Bytes
const keysOf = ({ publicKey, secretKey }: { publicKey: string; secretKey: string }) => ({
  publicKey: bytesOf(publicKey),
  secretKey: bytesOf(secretKey),
})

beforeAll(loadSodium)

const bundles = read('bundles.json')
const invitations = read('invitations.json')
const joinRequests = read('join-requests.json')
const handoffs = read('handoffs.json')

describe('the frozen vectors of what travels', () => {
  it('are what the documented layouts give for the same seeds', () => {
    const made = JSON.parse(JSON.stringify(makeTravelVectors())) as Vectors
    for (const name of Object.keys(made) as VectorFile[]) expect(read(name)).toEqual(made[name])
  })
})

describe('frozen bundles', () => {
  const open = (bytes: string) =>
    openBundle(bytesOf(bytes), {
      memberId: bundles.recipient,
      committee: bundles.committee,
      boxKeys: [keysOf(bundles.boxKeys)],
      isMemberDevice: (deviceId) => deviceId === bundles.sender,
    })

  it.each(bundles.good)('$name: gives what is whole of it', (vector) => {
    const opened = unwrap(open(vector.bytes))
    expect(opened.manifest).toMatchObject({
      sender: bundles.sender,
      madeAtMs: bundles.madeAtMs,
      entryCount: 2,
      partCount: 1,
    })
    expect(opened.deliveries).toHaveLength(vector.deliveries)
    expect(opened.damagedChunks).toEqual(vector.damagedChunks)
    expect(opened.missingChunks).toEqual(vector.missingChunks)
  })

  it('deliver entries, parts, heads and receipts', () => {
    const [whole] = bundles.good
    const [first, second] = unwrap(open(whole?.bytes ?? '')).deliveries
    expect(first?.spaces[0]?.entries.map(({ length }) => length)).toEqual([40, 50])
    expect(second?.spaces[0]?.parts.map(({ length }) => length)).toEqual([60])
    expect(second?.haves[0]?.logs.map(({ count }) => count)).toEqual([7])
    expect(second?.receipts.map(({ count }) => count)).toEqual([3])
  })

  it.each(bundles.bad)('$name: refused with $code', ({ bytes, code }) => {
    expect(open(bytes)).toMatchObject({ ok: false, error: { code } })
  })
})

describe('frozen invitation codes', () => {
  it.each(invitations.good)('$name: reads, and is written alike', ({ purpose, text, memberId }) => {
    const { committee, inviterDevice, inviterBoxKey, expiresAtMs } = invitations
    const invitation = unwrap(parseInvitation(text, hash256))
    expect(invitation).toEqual({
      purpose,
      memberId,
      committee,
      inviterDevice,
      inviterBoxKey,
      expiresAtMs,
      secret: bytesOf(invitations.secret),
    })
    expect(invitationIdOf(invitation.secret)).toBe(invitations.invitationId)
    expect(encodeInvitation(invitation, hash256)).toBe(text.toUpperCase().replaceAll(' ', '-'))
  })

  it.each(invitations.bad)('$name: refused with $code', ({ text, code }) => {
    expect(parseInvitation(text, hash256)).toMatchObject({ ok: false, error: { code } })
  })
})

describe('frozen join requests', () => {
  const open = (bytes: string, purpose: 'join' | 'second') =>
    openJoinRequest(
      bytesOf(bytes),
      [keysOf(joinRequests.boxKeys)],
      joinRequests.issued
        .filter((issued) => issued.purpose === purpose)
        .map((issued) => ({
          ...issued,
          secret: bytesOf(issued.secret),
          expiresAtMs: joinRequests.expiresAtMs,
        })),
      joinRequests.expiresAtMs - 1,
    )

  it.each(joinRequests.good)('$name: opens', ({ bytes, purpose }) => {
    const { deviceId, boxKey } = joinRequests
    expect(unwrap(open(bytes, purpose)).request).toMatchObject({ purpose, deviceId, boxKey })
  })

  it.each(joinRequests.bad)('$name: refused with $code', ({ bytes, code }) => {
    expect(open(bytes, 'join')).toMatchObject({ ok: false, error: { code } })
  })
})

describe('frozen hand-off packages', () => {
  it.each(handoffs.good)('$name: opens', async ({ bytes }) => {
    expect(await openHandoff(bytesOf(bytes), handoffs.passphrase)).toEqual(handoffs.content)
  })

  it.each(handoffs.bad)('$name: $answer', async ({ bytes, answer }) => {
    expect(await openHandoff(bytesOf(bytes), handoffs.passphrase)).toBe(answer)
  })
})
