import type { RequestView } from '../../../shared/contracts/committee-views'
import type { VaultHandlers } from '../../../shared/contracts/vault'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { maxLiveDevices } from '../../../shared/domain/committee/device-rules'
import {
  devicesOf,
  isCurrentMember,
  memberOf,
  pendingJoinRequests,
} from '../../../shared/domain/committee/selectors'
import { err, ok, type Result } from '../../../shared/errors/result'
import {
  forgetInvitation,
  type IssuedInvitation,
  keepIssued,
  readIssued,
  rememberInvitation,
} from '../join/issued-invitations'
import { makeInvitation } from '../join/make-invitation'
import type { UnlockedVault } from '../session/unlocked-vault'
import { gateCandidateHere } from '../ties/gate'
import { commandCommittee } from './committee-command'
import { decideHere } from './decide-here'
import { viewInvitations } from './member-views'
import { isRefusedByCap, viewRequests } from './request-views'
import { takeJoinRequest } from './take-request'

export type RequestHandlers = Pick<
  VaultHandlers,
  Extract<keyof VaultHandlers, `invitation.${string}` | `request.${string}`> | 'device.invite'
>

const dayMs = 86_400_000
/** Long enough to travel, short enough that a code left in a notebook is worth nothing. */
const invitationLifeMs = 7 * dayMs

/** Inviting, and letting in who asks with a code of this vault. */
export const createRequestHandlers = (vault: UnlockedVault): RequestHandlers => {
  const invite = (purpose: IssuedInvitation['purpose'], memberId: string | null) => {
    const made = makeInvitation({
      purpose,
      memberId,
      committee: vault.committeeSpace,
      signKeys: vault.device.signKeys,
      boxKeys: vault.device.boxKeys,
      expiresAtMs: vault.now() + invitationLifeMs,
    })
    return {
      ...made,
      op: keepIssued(rememberInvitation(readIssued(vault.store.db), made.invitation)),
    }
  }

  /** With the cases that may name who asks: shown to this member alone, before anyone is signed in. */
  const withGate = async (view: RequestView): Promise<RequestView> => {
    const request = pendingJoinRequests(vault.ledger.committee()).find(
      ({ content }) => (content.requestId as string) === view.requestId,
    )
    if (!request) return view
    const { name, aliases } = request.content
    const never = new AbortController().signal
    const found = await gateCandidateHere(vault, { name, aliases, handles: [] }, never)
    return {
      ...view,
      namedIn: (found.ok ? found.value : []).map(({ caseId }) => ({
        caseId,
        codeName: codeNameOf(caseId),
      })),
    }
  }

  const find = (requestId: string): RequestView | null =>
    viewRequests(vault).find((view) => view.requestId === requestId) ?? null

  return {
    'invitation.list': () => ok(viewInvitations(vault.ledger.committee(), vault.now())),
    'invitation.issue': async ({ forName }) => {
      const { invitationId, invitation, code, op } = invite('join', null)
      const { expiresAtMs } = invitation
      const entered = await commandCommittee(
        vault,
        { do: 'invite', invitationId: invitationId as never, forName, expiresAtMs },
        [op],
      )
      return entered.ok ? ok({ invitationId: invitationId as never, code, expiresAtMs }) : entered
    },
    'invitation.withdraw': async ({ invitationId }) => {
      const shown = viewInvitations(vault.ledger.committee(), vault.now()).find(
        (invitation) => invitation.invitationId === invitationId,
      )
      if (!shown) return err({ code: 'invitation/unknown' })
      if (shown.state === 'used') return err({ code: 'invitation/used' })
      if (shown.state === 'withdrawn') return err({ code: 'invitation/withdrawn' })
      return commandCommittee(
        vault,
        { do: 'withdraw-invitation', invitationId: invitationId as never },
        [keepIssued(forgetInvitation(readIssued(vault.store.db), invitationId))],
      )
    },
    'device.invite': async ({ memberId, purpose }) => {
      const committee = vault.ledger.committee()
      if (!memberOf(committee, memberId)) return err({ code: 'member/unknown' })
      if (!isCurrentMember(committee, memberId)) return err({ code: 'member/gone' })
      if (purpose === 'second' && memberId !== vault.device.memberId) {
        return err({ code: 'device/not-yours' })
      }
      if (purpose === 'second' && devicesOf(committee, memberId).length >= maxLiveDevices) {
        return err({ code: 'device/too-many', cap: maxLiveDevices })
      }
      const { invitation, code, op } = invite(purpose, memberId)
      const kept = await vault.store.commit([op])
      return kept.ok ? ok({ code, expiresAtMs: invitation.expiresAtMs }) : kept
    },

    'request.list': async () => ok(await Promise.all(viewRequests(vault).map(withGate))),
    'request.read': async ({ bytes }): Promise<Result<RequestView>> => {
      const taken = await takeJoinRequest(vault, bytes)
      if (!taken.ok) return taken
      const view = find(taken.value.requestId)
      if (!view) throw new Error('a request that was just entered is not there')
      return ok(await withGate(view))
    },
    'request.sign': async ({ requestId }) => {
      const view = find(requestId)
      if (!view) return err({ code: 'request/unknown' })
      if (view.mine === 'signed') return err({ code: 'request/already-signed' })
      const command =
        view.purpose === 'join'
          ? ({ do: 'sign-in', requestId: requestId as never } as const)
          : ({ do: 'sign-device', requestId: requestId as never } as const)
      const decided = decideHere(vault, command)
      if (!decided.ok && !isRefusedByCap(decided.error.code)) {
        return err({ code: 'request/not-yours-to-sign' })
      }
      return commandCommittee(vault, command)
    },
    'request.decline': async ({ requestId }) => {
      const view = find(requestId)
      if (!view) return err({ code: 'request/unknown' })
      if (!view.mayDecline) return err({ code: 'request/not-yours-to-sign' })
      const what = view.purpose === 'join' ? 'decline' : 'decline-device'
      return commandCommittee(vault, { do: what, requestId: requestId as never })
    },
  }
}
