import { beforeAll, describe, expect, it } from 'vitest'
import {
  committeeChecks,
  signBallot,
  signJoinRequest,
} from '../../../../../electron/vault/committee/attestation'
import { makeSigningKeys } from '../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import type { BallotFacts } from '../../../../../shared/domain/committee/facts'
import { bytesToHex } from '../../../../../shared/util/bytes'
import { deviceRequest, joinRequest, Laptop, memberIdOf, space } from './laptops'

beforeAll(loadSodium)

const { verifyJoinRequest, verifyBallot } = committeeChecks(null)

const makeKeys = () => {
  const { publicKey, secretKey } = makeSigningKeys()
  return { deviceId: bytesToHex(publicKey) as never, secretKey }
}
const unsigned = <T extends { signature: unknown }>({ signature: _signature, ...facts }: T) => facts

describe('what a device signs inside a fact', () => {
  it('[M8] is the whole join request: any change of it is noticed', () => {
    const { deviceId, secretKey } = makeKeys()
    const facts = unsigned(joinRequest(new Laptop('Dana'), 'dana'))
    const signature = signJoinRequest(secretKey, facts)
    expect(verifyJoinRequest(deviceId, facts, signature)).toBe(true)
    for (const key of Object.keys(facts) as (keyof typeof facts)[]) {
      const value = facts[key]
      const other = Array.isArray(value)
        ? ['D']
        : typeof value === 'number'
          ? value + 1
          : `${value}x`
      expect(verifyJoinRequest(deviceId, { ...facts, [key]: other }, signature), key).toBe(false)
    }
    expect(verifyJoinRequest(makeKeys().deviceId, facts, signature)).toBe(false)
  })

  it('[M13] is the whole request of a further device, and its purpose', () => {
    const { deviceId, secretKey } = makeKeys()
    const facts = unsigned(deviceRequest(new Laptop('Ben', '2'), 'second'))
    const signature = signJoinRequest(secretKey, facts)
    expect(verifyJoinRequest(deviceId, facts, signature)).toBe(true)
    for (const key of Object.keys(facts) as (keyof typeof facts)[])
      expect(verifyJoinRequest(deviceId, { ...facts, [key]: 'x' }, signature), key).toBe(false)
    expect(verifyJoinRequest(deviceId, { ...facts, purpose: 'replacement' }, signature)).toBe(false)
  })

  it('[M12, R73] is committee, proposal, subject and choice of a ballot', () => {
    const { deviceId, secretKey } = makeKeys()
    const facts: BallotFacts = {
      space,
      proposalId: 'ab'.repeat(16),
      memberId: memberIdOf('Eli'),
      choice: 'yes',
    }
    const signature = signBallot(secretKey, facts)
    expect(verifyBallot(deviceId, facts, signature)).toBe(true)
    const changes: Partial<BallotFacts>[] = [
      { space: 'dd'.repeat(16) },
      { proposalId: 'ba'.repeat(16) },
      { memberId: memberIdOf('Dana') },
      { choice: 'no' },
    ]
    for (const change of changes)
      expect(verifyBallot(deviceId, { ...facts, ...change }, signature)).toBe(false)
    expect(verifyBallot(deviceId, facts, 'not hex')).toBe(false)
  })
})
