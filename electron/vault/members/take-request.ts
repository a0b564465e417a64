import {
  pendingDeviceRequests,
  pendingJoinRequests,
} from '../../../shared/domain/committee/selectors'
import type { EntryRef } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import type { JoinRequest } from '../../../shared/formats/join-request'
import {
  findIssuedInvitation,
  keepIssued,
  readIssued,
  spendInvitation,
} from '../join/issued-invitations'
import { openJoinRequest } from '../join/seal-join-request'
import type { StoreOp } from '../ledger/store-op'
import type { UnlockedVault } from '../session/unlocked-vault'
import { commandCommittee } from './committee-command'

const enterRequest = (
  vault: UnlockedVault,
  request: JoinRequest,
  signature: string,
  extra: readonly StoreOp[],
): Promise<Result<{ entryId: EntryRef }>> => {
  if (request.purpose !== 'join') {
    const { requestId, memberId, deviceId, boxKey, purpose } = request
    const content = { requestId, memberId, deviceId, boxKey, purpose, signature }
    return commandCommittee(vault, { do: 'enter-device-request', request: content as never }, extra)
  }
  const { purpose: _purpose, ...facts } = request
  return commandCommittee(
    vault,
    {
      do: 'enter-request',
      request: { ...facts, signature } as never,
      receivedAtMs: vault.now(),
    },
    extra,
  )
}

const isPending = ({ ledger }: UnlockedVault, requestId: string): boolean => {
  const committee = ledger.committee()
  return [...pendingJoinRequests(committee), ...pendingDeviceRequests(committee)].some(
    ({ content }) => (content.requestId as string) === requestId,
  )
}

/**
 * Enters the request that a file holds, made with a code of this vault, once: the same one again changes nothing.
 *
 * @param bytes of the file, however it came
 * @param fromDevice the device that brought it over a channel; only its own is taken
 */
export const takeJoinRequest = async (
  vault: UnlockedVault,
  bytes: Uint8Array,
  fromDevice?: string,
): Promise<Result<{ requestId: string }>> => {
  const issued = readIssued(vault.store.db)
  const boxKeys = [vault.device, ...vault.device.former].map((device) => device.boxKeys)
  const opened = openJoinRequest(bytes, boxKeys, issued, vault.now())
  if (!opened.ok) return opened
  const { request, signature } = opened.value
  const { requestId, invitationId } = request
  if (fromDevice !== undefined && request.deviceId !== fromDevice) {
    return err({ code: 'request/damaged' })
  }
  if (isPending(vault, requestId)) return ok({ requestId })
  const usedBy = findIssuedInvitation(issued, invitationId)?.usedBy
  if (usedBy === requestId) return err({ code: 'request/already-there' })
  if (usedBy !== undefined) return err({ code: 'invitation/used' })
  const used = keepIssued(spendInvitation(issued, invitationId, requestId))
  const entered = await enterRequest(vault, request, signature, [used])
  return entered.ok ? ok({ requestId }) : entered
}
