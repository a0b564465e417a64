import { beforeAll, describe, expect, it } from 'vitest'
import { signJoinRequest } from '../../../../electron/vault/committee/attestation'
import { boxTo, makeBoxKeys, makeSigningKeys } from '../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../electron/vault/crypto/sodium'
import { unwrap } from '../../../../shared/errors/result'
import { takesBoxes } from '../../../../shared/util/box-key'
import { bytesToHex, hexToBytes } from '../../../../shared/util/bytes'
import {
  enter,
  type Laptop,
  meet,
  newId,
  note,
  setupCommittee,
  shareCase,
} from '../../../support/committee-of'

beforeAll(loadSodium)

/** X25519 points of small order, with and without the bit that is not read. */
const useless = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
  `00${'00'.repeat(30)}80`,
  `ee${'ff'.repeat(31)}`,
]

const addDeviceWith = async (laptop: Laptop, committeeSpace: string, boxKey: string) => {
  const keys = makeSigningKeys()
  const facts = {
    requestId: newId(),
    memberId: laptop.memberId,
    deviceId: bytesToHex(keys.publicKey),
    boxKey,
    purpose: 'second',
  } as never as Parameters<typeof signJoinRequest>[1]
  const signature = signJoinRequest(keys.secretKey, facts)
  await enter(laptop, committeeSpace, 'device.requested', { ...facts, signature })
  await enter(laptop, committeeSpace, 'device.signed', { requestId: facts.requestId })
}

describe('a key that takes no box', () => {
  it.each(useless)('is one to which libsodium seals nothing, and is known as such (%s)', (key) => {
    expect(() => boxTo(hexToBytes(key) as Uint8Array, new Uint8Array(32))).toThrow()
    expect(takesBoxes(key)).toBe(false)
  })

  it('is never one that was made', () => {
    expect(takesBoxes(bytesToHex(makeBoxKeys().publicKey))).toBe(true)
  })

  it('[promise 7] comes in with no device, and keeps nobody from sharing and rotating', async () => {
    const { ada, ben, mallory, committeeSpace } = await setupCommittee('ada', 'ben', 'mallory')
    const { notice, caseId } = await shareCase([ada, ben, mallory])
    const devices = ada.ledger.committee().devices.length
    for (const boxKey of useless) await addDeviceWith(mallory, committeeSpace, boxKey)
    await meet(ada, ben, mallory)
    expect(ada.ledger.committee().devices).toHaveLength(devices)
    await enter(ben, notice, 'access.left', { as: 'recused' })
    await meet(ada, ben)
    unwrap(await ada.ledger.append([{ space: caseId, facts: [note('after a rotation')] }]))
    expect(ada.ledger.access(caseId)?.isRotationOwed).toBe(false)
    expect(
      ada.ledger.committee().rejected.filter(({ by }) => by === mallory.memberId),
    ).toHaveLength(useless.length * 2)
  })
})
