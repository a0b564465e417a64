import { ok, type Result } from '../../../shared/errors/result'
import { attestDevice } from '../committee/attestation'
import { wipe } from '../crypto/keys'
import type { StoreOp } from '../ledger/store-ops'
import type { OpenedVault } from '../storage/vault-store'
import type { DeviceSecrets } from './device-secrets'
import { replaceDevice } from './found-committee'
import type { Session } from './session'
import type { SessionCore } from './session-core'

/** The device that takes this one's place; the older one's secrets are wiped. */
export const replaceOwnDevice = async (
  opened: OpenedVault<StoreOp>,
  older: DeviceSecrets,
  now: () => number,
): Promise<Result<DeviceSecrets>> => {
  const attest = (admitted: Parameters<typeof attestDevice>[1]) =>
    attestDevice(older.device.signKeys.secretKey, admitted)
  const replaced = await replaceDevice(opened.store, older, attest, now)
  // Its successor has copies of what it still needs.
  if (replaced.ok) wipe(older.device.signKeys.secretKey, older.device.boxKeys.secretKey)
  return replaced
}

/** The same vault goes on as a new device, in a new session. */
export const goOnAsNewDevice = async (core: SessionCore, older: Session): Promise<Result<null>> => {
  const { opened, secrets, folder } = older
  const replaced = await replaceOwnDevice(opened, secrets, core.now)
  if (!replaced.ok) return replaced
  const { publicKey } = replaced.value.device.boxKeys
  // The device is replaced from here on. Where the header cannot follow, calls at the lock screen
  // are sealed to the older key, which its successor opens too.
  await opened.store.changeFacts({ intakePublicKey: publicKey })
  older.release()
  await core.begin({ ...opened, warnings: [] }, replaced.value, folder, older.warnings)
  return ok(null)
}
