import type { BundleReader } from '../../electron/vault/bundle/open-bundle'
import type { BundleAddress } from '../../electron/vault/bundle/seal-bundle'
import { type KeyPair, makeBoxKeys, makeSigningKeys } from '../../electron/vault/crypto/keys'
import type { Delivery } from '../../shared/formats/delivery'
import { bytesToHex } from '../../shared/util/bytes'

export interface CastMember {
  readonly memberId: string
  readonly deviceId: string
  readonly signKeys: KeyPair
  readonly boxKeys: KeyPair
}

export const makeMember = (fill: number): CastMember => {
  const signKeys = makeSigningKeys()
  return {
    memberId: bytesToHex(new Uint8Array(16).fill(fill)),
    deviceId: bytesToHex(signKeys.publicKey),
    signKeys,
    boxKeys: makeBoxKeys(),
  }
}

export const committeeSpace = 'c0'.repeat(16)

export const addressFor = (
  from: CastMember,
  to: CastMember,
  more: Partial<BundleAddress> = {},
): BundleAddress => ({
  signKeys: from.signKeys,
  recipient: to.memberId,
  boxKeys: [to.boxKeys.publicKey],
  committee: committeeSpace,
  madeAtMs: Date.UTC(2026, 4, 3),
  ...more,
})

export const readerOf = (
  member: CastMember,
  known: readonly CastMember[],
  more: Partial<BundleReader> = {},
): BundleReader => ({
  memberId: member.memberId,
  committee: committeeSpace,
  boxKeys: [member.boxKeys],
  isMemberDevice: (deviceId) => known.some((one) => one.deviceId === deviceId),
  ...more,
})

/** Parts big enough that each chunk holds a few. */
export const makeDelivery = (partCount: number, partBytes = 400_000, space = 0x5a): Delivery => ({
  spaces: [
    {
      space: bytesToHex(new Uint8Array(16).fill(space)),
      entries: [new Uint8Array(500).fill(1), new Uint8Array(600).fill(2)],
      parts: Array.from({ length: partCount }, (_, i) => new Uint8Array(partBytes).fill(i)),
    },
  ],
  haves: [
    {
      space: bytesToHex(new Uint8Array(16).fill(space)),
      logs: [{ device: 'ad'.repeat(32), count: 12, last: '1a'.repeat(32) }],
    },
  ],
  receipts: [{ space: 'ee'.repeat(16), device: 'be'.repeat(32), count: 3, last: '3b'.repeat(32) }],
})
