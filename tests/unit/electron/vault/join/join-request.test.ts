import { beforeAll, describe, expect, it } from 'vitest'
import { committeeChecks } from '../../../../../electron/vault/committee/attestation'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import {
  boxTo,
  makeBoxKeys,
  makeSigningKeys,
  openBox,
  sign,
  verify,
} from '../../../../../electron/vault/crypto/keys'
import { makeMac } from '../../../../../electron/vault/crypto/mac'
import { pad, unpad } from '../../../../../electron/vault/crypto/pad'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import {
  decodeIssuedInvitations,
  encodeIssuedInvitations,
  findIssuedInvitation,
  forgetInvitation,
  maxIssuedInvitations,
  rememberInvitation,
} from '../../../../../electron/vault/join/issued-invitations'
import { invitationIdOf, makeInvitation } from '../../../../../electron/vault/join/make-invitation'
import {
  openJoinRequest,
  sealJoinRequest,
} from '../../../../../electron/vault/join/seal-join-request'
import { unwrap } from '../../../../../shared/errors/result'
import { type Invitation, parseInvitation } from '../../../../../shared/formats/invitation'
import {
  encodeJoinEnvelope,
  encodeJoinFile,
  encodeJoinRequest,
  type JoinRequest,
  joinRequestBlockBytes,
  joinSignedMessage,
  parseJoinEnvelope,
  parseJoinFile,
} from '../../../../../shared/formats/join-request'
import { bytesToHex, hexToBytes } from '../../../../../shared/util/bytes'
import { type CastMember, committeeSpace, makeMember } from '../../../../support/bundle-cast'

const nowMs = Date.UTC(2026, 4, 3)
const expiresAtMs = nowMs + 7 * 86_400_000

const dana = {
  memberId: 'da'.repeat(16),
  name: 'Dana Example',
  aliases: ['dana'],
  employer: 'Harbour Ltd',
  agreementVersion: '1',
  agreementAcceptedAtMs: nowMs,
}

let ada: CastMember
let mallory: CastMember
let danasKeys: { signKeys: CastMember['signKeys']; boxKeys: CastMember['boxKeys'] }

beforeAll(async () => {
  await loadSodium()
  ada = makeMember(1)
  mallory = makeMember(4)
  danasKeys = { signKeys: makeSigningKeys(), boxKeys: makeBoxKeys() }
})

const invite = (purpose: Invitation['purpose'] = 'join', memberId: string | null = null) =>
  makeInvitation({ purpose, memberId, committee: committeeSpace, expiresAtMs, ...keysOfAda() })
const keysOfAda = () => ({ signKeys: ada.signKeys, boxKeys: ada.boxKeys })
const openAsAda = (bytes: Uint8Array, issued: readonly Invitation[], atMs = nowMs) =>
  openJoinRequest(bytes, [ada.boxKeys], issued, atMs)
const codeOf = (...args: Parameters<typeof openAsAda>) => {
  const opened = openAsAda(...args)
  return opened.ok ? 'opened' : opened.error.code
}

/** A request put together by someone whose program does as it likes. */
const forge = (
  request: JoinRequest,
  secret: Uint8Array,
  signingKey: Uint8Array,
  proven: JoinRequest = request,
) => {
  const envelope = encodeJoinEnvelope({
    request: encodeJoinRequest(request),
    proof: makeMac(secret, 'conclave/join-proof/v1', encodeJoinRequest(proven)),
    signature: sign(signingKey, joinSignedMessage(request)),
  })
  return encodeJoinFile(boxTo(ada.boxKeys.publicKey, pad(envelope, joinRequestBlockBytes)), hash256)
}

describe('an invitation', () => {
  it('is told as a code, and named by an id that does not give the secret away', () => {
    const { invitation, invitationId, code } = invite()
    expect(parseInvitation(code, hash256)).toEqual({ ok: true, value: invitation })
    expect(invitationId).toBe(invitationIdOf(invitation.secret))
    expect(invitationId).toMatch(/^[0-9a-f]{32}$/)
    expect(invitationId).not.toContain(bytesToHex(invitation.secret))
    expect(invite().invitationId).not.toBe(invitationId)
  })
})

describe('a join request', () => {
  it('gives the inviter what the newcomer said, signed by their device', () => {
    const { invitation } = invite()
    const { bytes, request } = sealJoinRequest(invitation, danasKeys, dana)
    const opened = unwrap(openAsAda(bytes, [invite().invitation, invitation]))
    expect(opened.request).toEqual(request)
    expect(opened.request).toMatchObject({
      purpose: 'join',
      invitationId: invitationIdOf(invitation.secret),
      deviceId: bytesToHex(danasKeys.signKeys.publicKey),
      boxKey: bytesToHex(danasKeys.boxKeys.publicKey),
      ...dana,
    })
    const signature = hexToBytes(opened.signature) as Uint8Array
    expect(verify(danasKeys.signKeys.publicKey, joinSignedMessage(request), signature)).toBe(true)
  })

  it.each(['second', 'replacement'] as const)(
    'asks for a %s device of the member that the code names',
    (purpose) => {
      const { invitation } = invite(purpose, ada.memberId)
      const { bytes } = sealJoinRequest(invitation, danasKeys, null)
      expect(unwrap(openAsAda(bytes, [invitation])).request).toMatchObject({
        purpose,
        memberId: ada.memberId,
      })
    },
  )

  it('is signed as the rules of the committee ask for, when it is entered', () => {
    const { verifyJoinRequest } = committeeChecks(null)
    const { request: newcomer } = sealJoinRequest(invite().invitation, danasKeys, dana)
    const device = sealJoinRequest(invite('second', ada.memberId).invitation, danasKeys, null)
    const { purpose: _, ...facts } = newcomer
    const { invitationId: __, ...deviceFacts } = device.request
    const signatureOf = (request: JoinRequest) =>
      bytesToHex(sign(danasKeys.signKeys.secretKey, joinSignedMessage(request)))
    for (const [request, entered] of [
      [newcomer, facts],
      [device.request, deviceFacts],
    ] as const) {
      const check = (given: object) =>
        verifyJoinRequest(request.deviceId as never, given as never, signatureOf(request))
      expect(check(entered)).toBe(true)
      expect(check({ ...entered, memberId: mallory.memberId })).toBe(false)
    }
  })

  it('opens with keys that the folder had before it was restored', () => {
    const { invitation } = invite()
    const { bytes } = sealJoinRequest(invitation, danasKeys, dana)
    expect(openJoinRequest(bytes, [makeBoxKeys(), ada.boxKeys], [invitation], nowMs).ok).toBe(true)
  })

  it('shows whoever finds it neither name nor key nor secret, and one size for all newcomers', () => {
    const { invitation } = invite()
    const { bytes } = sealJoinRequest(invitation, danasKeys, dana)
    const longer = { ...dana, name: 'Dana of the Long Example', aliases: ['d', 'dd', 'ddd'] }
    expect(sealJoinRequest(invitation, danasKeys, longer).bytes).toHaveLength(bytes.length)
    const inHex = bytesToHex(bytes)
    for (const secret of [danasKeys.signKeys.publicKey, ada.boxKeys.publicKey, invitation.secret]) {
      expect(inHex).not.toContain(bytesToHex(secret))
    }
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('Dana')
  })

  it('is refused by everyone but the inviter', () => {
    const { invitation } = invite()
    const { bytes } = sealJoinRequest(invitation, danasKeys, dana)
    expect(openJoinRequest(bytes, [mallory.boxKeys], [invitation], nowMs)).toEqual({
      ok: false,
      error: { code: 'request/not-for-you' },
    })
  })

  it('is refused without a code of this vault, and after the code expired', () => {
    const { invitation } = invite()
    const { bytes } = sealJoinRequest(invitation, danasKeys, dana)
    expect(codeOf(bytes, [])).toBe('invitation/unknown')
    expect(codeOf(bytes, [invite().invitation])).toBe('invitation/unknown')
    expect(codeOf(bytes, [invitation], expiresAtMs - 1)).toBe('opened')
    expect(codeOf(bytes, [invitation], expiresAtMs)).toBe('invitation/expired')
  })

  it('is refused when it was made without the secret, or changed by who does not know it', () => {
    const { invitation } = invite()
    const { request } = sealJoinRequest(invitation, danasKeys, dana)
    const guessed = forge(request, new Uint8Array(16), danasKeys.signKeys.secretKey)
    expect(codeOf(guessed, [invitation])).toBe('invitation/unknown')
    const own = { ...request, deviceId: mallory.deviceId }
    const changed = forge(own, invitation.secret, mallory.signKeys.secretKey, request)
    expect(codeOf(changed, [invitation])).toBe('invitation/unknown')
  })

  it('is refused when the device that it names did not sign it', () => {
    const { invitation } = invite()
    const { request } = sealJoinRequest(invitation, danasKeys, dana)
    expect(
      codeOf(forge(request, invitation.secret, mallory.signKeys.secretKey), [invitation]),
    ).toBe('request/damaged')
  })

  it('is refused when the code was for something else, or for another member', () => {
    const { invitation } = invite('second', ada.memberId)
    const { request } = sealJoinRequest(invitation, danasKeys, null)
    const forged = [
      { ...request, purpose: 'replacement' as const },
      { ...request, memberId: mallory.memberId },
      { ...request, ...dana, purpose: 'join' as const },
    ].map((changed) =>
      forge(changed as JoinRequest, invitation.secret, danasKeys.signKeys.secretKey),
    )
    for (const bytes of forged) expect(codeOf(bytes, [invitation])).toBe('invitation/unknown')
  })

  it('is refused when what was boxed is no request', () => {
    const { invitation } = invite()
    const { bytes } = sealJoinRequest(invitation, danasKeys, dana)
    const opened = openBox(ada.boxKeys, unwrap(parseJoinFile(bytes, hash256))) as Uint8Array
    const plaintext = unpad(opened, joinRequestBlockBytes) as Uint8Array
    expect(parseJoinEnvelope(plaintext)).not.toBeNull()
    for (const inside of [pad(plaintext.subarray(1), joinRequestBlockBytes), opened.map(() => 0)]) {
      const box = boxTo(ada.boxKeys.publicKey, inside)
      expect(codeOf(encodeJoinFile(box, hash256), [invitation])).toBe('request/damaged')
    }
  })

  it('is never made of facts that no member could enter', () => {
    const { invitation } = invite()
    expect(() => sealJoinRequest(invitation, danasKeys, { ...dana, name: ' Dana' })).toThrow(/read/)
    expect(() => sealJoinRequest(invitation, danasKeys, null)).toThrow(/who they are/)
  })
})

describe('what a vault remembers of the codes that it issued', () => {
  it('comes back from the bytes that it keeps of it', () => {
    const issued = [invite(), invite('second', ada.memberId)].map(({ invitation }) => {
      const { purpose, memberId, secret, expiresAtMs: untilMs } = invitation
      return { purpose, memberId, secret, expiresAtMs: untilMs }
    })
    expect(decodeIssuedInvitations(encodeIssuedInvitations(issued))).toEqual(issued)
    expect(decodeIssuedInvitations(null)).toEqual([])
    expect(() => decodeIssuedInvitations(new Uint8Array([1]))).toThrow()
  })

  it('is found by its id, until it is forgotten, and then its secret is gone', () => {
    const { invitation, invitationId } = invite()
    const issued = rememberInvitation([invite().invitation], invitation)
    expect(findIssuedInvitation(issued, invitationId)).toBe(invitation)
    const left = forgetInvitation(issued, invitationId)
    expect(left).toEqual([issued[0]])
    expect(findIssuedInvitation(left, invitationId)).toBeNull()
    expect(invitation.secret).toEqual(new Uint8Array(16))
  })

  it('has a limit, and what is kept at the limit can be read again', () => {
    let issued = [invite('second', ada.memberId).invitation] as readonly Invitation[]
    const [first] = issued
    for (let i = 0; i < maxIssuedInvitations; i++) {
      issued = rememberInvitation(issued, { ...invite().invitation }) as readonly Invitation[]
    }
    expect(issued).toHaveLength(maxIssuedInvitations)
    expect(issued).not.toContain(first)
    expect(decodeIssuedInvitations(encodeIssuedInvitations(issued))).toHaveLength(issued.length)
  })
})
