import { beforeAll, describe, expect, it } from 'vitest'
import { attestDevice, committeeChecks } from '../../../../../electron/vault/committee/attestation'
import { fingerprintWords } from '../../../../../electron/vault/committee/fingerprint'
import { makeBoxKeys, makeSigningKeys } from '../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { extendCommittee } from '../../../../../shared/domain/committee/extend'
import type { CommitteeEntry } from '../../../../../shared/domain/committee/facts'
import { type CommitteeState, emptyCommittee } from '../../../../../shared/domain/committee/state'
import { bytesToHex } from '../../../../../shared/util/bytes'
import { ada, ben } from '../../../../support/case-builder'
import { shippedPlaybook } from '../../../../support/playbook-files'

beforeAll(loadSodium)

const playbook = shippedPlaybook('own')

const makeDevice = () => {
  const signing = makeSigningKeys()
  const box = makeBoxKeys()
  return {
    deviceId: bytesToHex(signing.publicKey),
    boxKey: bytesToHex(box.publicKey),
    secretKey: signing.secretKey,
  }
}

const setup = () => {
  let state: CommitteeState = emptyCommittee
  let count = 0
  const enter = (deviceId: string, kind: string, content: unknown) => {
    const entry: CommitteeEntry = {
      id: (++count).toString(16).padStart(64, '0') as never,
      space: 'cc'.repeat(16),
      deviceId,
      atMs: 1_000 * count,
      kind,
      content,
      parts: [],
      previous: null,
      heads: state.heads,
      void: null,
    }
    const before = state.rejected.length
    state = extendCommittee(state, entry, committeeChecks(null)) ?? state
    return state.rejected.slice(before)[0]?.code ?? 'accepted'
  }
  const member = (memberId: string, name: string) => ({
    memberId,
    name,
    employer: 'Tidewater Labs',
    agreementVersion: '1',
    agreementAcceptedAtMs: 1,
  })
  const found = () => {
    const device = makeDevice()
    enter(device.deviceId, 'committee.founded', { name: 'Harbor Days' })
    enter(device.deviceId, 'member.admitted', member(ada, 'Ada'))
    enter(device.deviceId, 'device.admitted', {
      memberId: ada,
      deviceId: device.deviceId,
      boxKey: device.boxKey,
      attestedBy: null,
    })
    return device
  }
  return { state: () => state, enter, member, found }
}

describe('a committee', () => {
  it('of one is a committee: founder, device, playbook', () => {
    const { state, enter, found } = setup()
    const device = found()
    expect(enter(device.deviceId, 'playbook.adopted', { playbook })).toBe('accepted')
    expect(state()).toMatchObject({
      name: 'Harbor Days',
      members: [{ name: 'Ada', agreementVersion: '1' }],
      devices: [{ deviceId: device.deviceId, revokedBy: null }],
      playbook: { id: playbook.id },
      rejected: [],
    })
  })

  it('[M1] is founded once', () => {
    const { enter, found } = setup()
    expect(enter(found().deviceId, 'committee.founded', { name: 'Another' })).toBe(
      'committee/already-founded',
    )
  })

  it('[M2] takes a member from nobody alone, founder or stranger', () => {
    const { enter, found, member } = setup()
    const stranger = makeDevice()
    const device = found()
    expect(enter(stranger.deviceId, 'member.admitted', member(ben, 'Ben'))).toBe(
      'member/not-signed-in',
    )
    expect(enter(device.deviceId, 'member.admitted', member(ben, 'Ben'))).toBe(
      'member/not-signed-in',
    )
  })

  it('[M2] has one founder: a second member before any device is not signed in', () => {
    const { enter, member } = setup()
    const device = makeDevice()
    enter(device.deviceId, 'committee.founded', { name: 'Harbor Days' })
    enter(device.deviceId, 'member.admitted', member(ada, 'Ada'))
    expect(enter(device.deviceId, 'member.admitted', member(ben, 'Ben'))).toBe(
      'member/not-signed-in',
    )
  })

  it('[M3, R9] takes nobody without an accepted agreement', () => {
    const { enter, found, member } = setup()
    const { deviceId } = found()
    expect(
      enter(deviceId, 'member.admitted', { ...member(ben, 'Ben'), agreementVersion: '' }),
    ).toBe('entry/malformed-fact')
  })

  it("[M4] admits a restored folder's device by the older one's signature, and no other", () => {
    const { state, enter, found } = setup()
    const older = found()
    const newer = makeDevice()
    const admitted = { memberId: ada, deviceId: newer.deviceId, boxKey: newer.boxKey }
    const signature = attestDevice(older.secretKey, admitted)
    const by = (attestedBy: unknown) =>
      enter(newer.deviceId, 'device.admitted', { ...admitted, attestedBy })
    const other = makeDevice()
    expect(by(null)).toBe('device/not-admitted')
    expect(
      by({ deviceId: older.deviceId, signature: attestDevice(other.secretKey, admitted) }),
    ).toBe('device/not-admitted')
    const elsewhere = attestDevice(older.secretKey, { ...admitted, boxKey: other.boxKey })
    expect(by({ deviceId: older.deviceId, signature: elsewhere })).toBe('device/not-admitted')
    expect(by({ deviceId: older.deviceId, signature })).toBe('accepted')
    expect(
      enter(newer.deviceId, 'device.revoked', { deviceId: older.deviceId, reason: 'replaced' }),
    ).toBe('accepted')
    expect(state().devices.map((device) => device.revokedBy !== null)).toEqual([true, false])
  })

  it('[M5] believes a revoked device no more', () => {
    const { enter, found } = setup()
    const { deviceId } = found()
    enter(deviceId, 'device.revoked', { deviceId, reason: 'lost' })
    const invitation = { invitationId: 'ee'.repeat(16), forName: 'Ben', expiresAtMs: 1 }
    expect(enter(deviceId, 'invitation.issued', invitation)).toBe('entry/author-left')
    expect(enter(deviceId, 'playbook.adopted', { playbook })).toBe('entry/author-left')
    expect(enter(deviceId, 'call.redirected', { channel: 'phone', sentTo: '' })).toBe(
      'entry/author-left',
    )
  })
})

describe('fingerprint words', () => {
  it('are eight, the same for the same keys, and others when either key is another', () => {
    const one = makeDevice()
    const two = makeDevice()
    const words = fingerprintWords(one.deviceId, one.boxKey)
    expect(words).toHaveLength(8)
    expect(fingerprintWords(one.deviceId, one.boxKey)).toEqual(words)
    expect(fingerprintWords(one.deviceId, two.boxKey)).not.toEqual(words)
    expect(fingerprintWords(two.deviceId, one.boxKey)).not.toEqual(words)
  })
})
