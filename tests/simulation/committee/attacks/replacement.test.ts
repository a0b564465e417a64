import { describe, expect, it } from 'vitest'
import { signJoinRequest } from '../../../../electron/vault/committee/attestation'
import { makeBoxKeys, makeSigningKeys } from '../../../../electron/vault/crypto/keys'
import { devicesOf } from '../../../../shared/domain/committee/selectors'
import { unwrap } from '../../../../shared/errors/result'
import { bytesToHex } from '../../../../shared/util/bytes'
import {
  declare,
  enter,
  meet,
  newId,
  openCase,
  setupCommittee,
} from '../../../support/committee-of'
import { shippedPlaybook } from '../../../support/playbook-files'

describe('a reported member with a modified program', () => {
  it('[promise 3] does not come back as a reader, whatever playbook they adopt', async () => {
    const { ada, ben, mallory, committeeSpace } = await setupCommittee('ada', 'ben', 'mallory')
    const { notice, caseId } = await openCase(ada, [mallory])
    await meet(ada, ben)
    await declare(ben, notice)
    await meet(ada, ben)
    unwrap(await ada.ledger.grant(caseId, ben.memberId))
    const playbook = shippedPlaybook('elastic')
    await enter(mallory, committeeSpace, 'playbook.adopted', {
      playbook: { ...playbook, access: { ...playbook.access, replacementSigners: 1 } },
    })
    const keys = makeSigningKeys()
    const deviceId = bytesToHex(keys.publicKey)
    const facts = {
      requestId: newId(),
      memberId: ada.memberId,
      deviceId,
      boxKey: bytesToHex(makeBoxKeys().publicKey),
      purpose: 'replacement',
    } as never as Parameters<typeof signJoinRequest>[1]
    const signature = signJoinRequest(keys.secretKey, facts)
    await enter(mallory, committeeSpace, 'device.requested', { ...facts, signature })
    await enter(mallory, committeeSpace, 'device.signed', { requestId: facts.requestId })
    await meet(ada, ben, mallory)
    unwrap(await ben.ledger.heal())
    expect(devicesOf(ben.ledger.committee(), ada.memberId).map((one) => one.deviceId)).toEqual([
      ada.deviceId,
    ])
    const grants = ben.ledger.access(caseId)?.grants ?? []
    expect(grants.map((grant) => grant.deviceId)).not.toContain(deviceId)
  })
})
