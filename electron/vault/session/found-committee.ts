import { draft } from '../../../shared/domain/ledger/fact'
import type { Playbook } from '../../../shared/domain/playbook'
import type { MemberId } from '../../../shared/domain/terms'
import { ok, type Result } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { committeeSpaceOf } from '../committee/committee-space'
import { randomBytes } from '../crypto/keys'
import { createLedger } from '../ledger/ledger'
import type { StoreOp } from '../ledger/store-ops'
import type { VaultStore } from '../storage/vault-store'
import {
  type DeviceSecrets,
  deviceKey,
  encodeDevice,
  makeDevice,
  makeSuccessor,
} from './device-secrets'
import { pinFoundingDevice, readFoundingDevice } from './local-settings'

export interface Founding {
  readonly committeeName: string
  readonly memberName: string
  readonly employer: string
  readonly agreementVersion: string
  readonly playbook: Playbook
}

/** The founder's device, in a committee that does not exist yet. */
export const makeFounder = (): DeviceSecrets => {
  const device = makeDevice(bytesToHex(randomBytes(16)) as MemberId)
  return { device, committeeSpace: committeeSpaceOf(device.signKeys.publicKey) }
}

/**
 * The first entries of a committee, by its founder: founding, member, device, playbook. A committee
 * of one is a real committee; the founder's device is the only one that nobody else admits.
 */
export const foundCommittee = async (
  store: VaultStore<StoreOp>,
  secrets: DeviceSecrets,
  founding: Founding,
  now: () => number,
): Promise<Result<null>> => {
  const { memberId } = secrets.device
  const { committeeSpace } = secrets
  const ledger = createLedger({ store, ...secrets, now })
  const appended = await ledger.append(
    [
      {
        space: committeeSpace,
        create: { kind: 'committee', wider: null },
        facts: [
          draft('committee.founded', { name: founding.committeeName }),
          draft('member.admitted', {
            memberId,
            name: founding.memberName,
            employer: founding.employer,
            agreementVersion: founding.agreementVersion,
            agreementAcceptedAtMs: now(),
          }),
          draft('device.admitted', {
            memberId,
            deviceId: bytesToHex(secrets.device.signKeys.publicKey),
            boxKey: bytesToHex(secrets.device.boxKeys.publicKey),
            attestedBy: null,
          }),
          draft('playbook.adopted', { playbook: founding.playbook }),
        ],
      },
    ],
    [
      { op: 'put-local', key: deviceKey, value: encodeDevice(secrets) },
      pinFoundingDevice(bytesToHex(secrets.device.signKeys.publicKey)),
    ],
  )
  return appended.ok ? ok(null) : appended
}

/**
 * A restored folder goes on as a new device: the older one's log may exist elsewhere with other
 * entries, and two entries with one number would look like a lie. The older device vouches for the
 * new one, which then revokes it.
 */
export const replaceDevice = async (
  store: VaultStore<StoreOp>,
  older: DeviceSecrets,
  attest: (admitted: { memberId: string; deviceId: string; boxKey: string }) => string,
  now: () => number,
): Promise<Result<DeviceSecrets>> => {
  const { memberId } = older.device
  const secrets: DeviceSecrets = {
    committeeSpace: older.committeeSpace,
    device: makeSuccessor(older.device),
  }
  const olderId = bytesToHex(older.device.signKeys.publicKey)
  const admitted = {
    memberId,
    deviceId: bytesToHex(secrets.device.signKeys.publicKey),
    boxKey: bytesToHex(secrets.device.boxKeys.publicKey),
  }
  const ledger = createLedger({
    store,
    ...secrets,
    now,
    foundingDevice: readFoundingDevice(store.db),
  })
  const appended = await ledger.append(
    [
      {
        space: older.committeeSpace,
        facts: [
          draft('device.admitted', {
            ...admitted,
            attestedBy: { deviceId: olderId, signature: attest(admitted) },
          }),
          draft('device.revoked', { deviceId: olderId, reason: 'replaced' }),
        ],
      },
    ],
    [{ op: 'put-local', key: deviceKey, value: encodeDevice(secrets) }],
  )
  return appended.ok ? ok(secrets) : appended
}
