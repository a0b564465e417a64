import type { InputOf } from '../../../shared/contracts/contract'
import type { VaultHandlers, vaultContract } from '../../../shared/contracts/vault'
import type { MemberId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import {
  type Invitation,
  isInvitationExpired,
  parseInvitation,
} from '../../../shared/formats/invitation'
import { joinRequestFileName } from '../../../shared/formats/join-request'
import { type Bytes, bytesToHex } from '../../../shared/util/bytes'
import { fingerprintWords } from '../committee/fingerprint'
import { hash256 } from '../crypto/hash'
import { randomBytes, wipe } from '../crypto/keys'
import { stretchInvitation } from '../meeting/secrets/room-keys'
import { type DeviceSecrets, deviceKey, encodeDevice, makeDevice } from '../session/device-secrets'
import { ratePassphrase } from '../session/rate-passphrase'
import {
  newFolderIn,
  type SessionCore,
  tooWeak,
  vaultLocked,
  wordsOf,
} from '../session/session-core'
import { encodeRecoveryKey } from '../storage/recovery-key'
import { keepWaiting, readWaiting } from './join-row'
import { type NewcomerFacts, sealJoinRequest } from './seal-join-request'

export type JoinHandlers = Pick<VaultHandlers, 'join.readCode' | 'join.start' | 'join.request'>
type JoinInput = InputOf<(typeof vaultContract)['join.start']>

/**
 * What a newcomer accepts before they can read anything of the committee, its own agreement
 * included (R9): confidentiality in general. The committee's is in its playbook, shown once they are in.
 */
const generalAgreement = 'general-1'

/** A laptop that wants to become part of a committee: its vault, its keys and its request. */
export const createJoinHandlers = (core: SessionCore): JoinHandlers => {
  const readCode = (code: string): Result<Invitation> => {
    const invitation = parseInvitation(code, hash256)
    if (!invitation.ok) return invitation
    return isInvitationExpired(invitation.value, core.now())
      ? err({ code: 'invitation/expired' })
      : invitation
  }

  const newcomerOf = (input: JoinInput, memberId: MemberId): NewcomerFacts => ({
    memberId,
    name: input.memberName,
    aliases: input.aliases,
    employer: input.employer,
    agreementVersion: generalAgreement,
    agreementAcceptedAtMs: core.now(),
  })

  return {
    'join.readCode': ({ code }) => {
      const invitation = readCode(code)
      if (!invitation.ok) return invitation
      const { purpose, expiresAtMs, inviterDevice, inviterBoxKey, secret } = invitation.value
      wipe(secret as Bytes)
      return ok({
        purpose,
        expiresAtMs,
        fingerprintWords: fingerprintWords(inviterDevice, inviterBoxKey),
      })
    },

    'join.start': async (input) => {
      if (core.isHeld()) return err({ code: 'vault/already-unlocked' })
      const read = readCode(input.code)
      if (!read.ok) return read
      const invitation = read.value
      const isNewcomer = invitation.purpose === 'join'
      if (isNewcomer && (input.memberName === '' || input.employer === '')) {
        return err({ code: 'contract/invalid-input', path: 'memberName' })
      }
      if (isNewcomer && !input.acceptedAgreement) return err({ code: 'agreement/not-accepted' })
      if (!ratePassphrase(input.passphrase, [input.memberName, input.label]).acceptable) {
        return tooWeak
      }
      const memberId = (invitation.memberId ?? bytesToHex(randomBytes(16))) as MemberId
      const secrets: DeviceSecrets = {
        device: makeDevice(memberId),
        committeeSpace: invitation.committee,
      }
      const { device } = secrets
      const facts = isNewcomer ? newcomerOf(input, memberId) : null
      const request = sealJoinRequest(invitation, device, facts)
      const meetingSecret = stretchInvitation(invitation.secret, invitation.committee)
      wipe(invitation.secret as Bytes)
      const folder = newFolderIn(input.parentFolder ?? core.registry.ownFolder)
      const joined = core.withProgress('join', async () => {
        const created = await core.door.create(folder, {
          label: input.label,
          passphrase: input.passphrase,
          intakePublicKey: device.boxKeys.publicKey,
        })
        if (!created.ok) return created
        const { opened, recoveryKey } = created.value
        return core.keepOrClose(opened, async () => {
          const kept = await opened.store.commit([
            { op: 'put-local', key: deviceKey, value: encodeDevice(secrets) },
            keepWaiting({
              purpose: invitation.purpose,
              memberName: input.memberName,
              inviterDevice: invitation.inviterDevice,
              expiresAtMs: invitation.expiresAtMs,
              request: request.bytes,
              meetingSecret,
            }),
          ])
          if (!kept.ok) return kept
          // A list that cannot be written loses nothing: the folder can be added again by hand.
          await core.registry.add(folder)
          await core.begin(opened, secrets, folder, [])
          const printed = encodeRecoveryKey(recoveryKey)
          wipe(recoveryKey)
          return ok({
            vaultId: opened.store.facts().vaultId,
            folder,
            recoveryKey: printed,
            fingerprintWords: wordsOf(device),
            request: { fileName: joinRequestFileName, bytes: request.bytes },
          })
        })
      })
      return joined.finally(() => wipe(meetingSecret))
    },

    'join.request': () => {
      const session = core.current()
      if (!session) return vaultLocked
      const waiting = readWaiting(session.vault.store.db)
      if (!waiting) return err({ code: 'join/not-waiting' })
      return ok({
        fingerprintWords: wordsOf(session.vault.device),
        request: { fileName: joinRequestFileName, bytes: waiting.request as Bytes },
      })
    },
  }
}
