import type { VaultHandlers } from '../../../shared/contracts/vault'
import { authorOf } from '../../../shared/domain/committee/selectors'
import { err, ok } from '../../../shared/errors/result'
import { commandCommittee } from '../members/committee-command'
import { nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'
import type { Meeting } from './meeting'
import type { NetworkService } from './network-service'

export type MeetingHandlers = Pick<
  VaultHandlers,
  Extract<keyof VaultHandlers, `meeting.${string}`> | 'text.showCursor' | 'text.cursors'
>

/** The rows of meetings; see `meetingRows`. */
export const createMeetingHandlers = (
  vault: UnlockedVault,
  meeting: Meeting,
  network: NetworkService,
): MeetingHandlers => ({
  'meeting.view': () => ok(meeting.view()),
  'meeting.hosts': async () => {
    const hosts = await network.client()?.['network.hosts']({})
    return ok(hosts?.ok ? hosts.value : [])
  },
  'meeting.start': ({ host }) => meeting.host(host),
  'meeting.look': ({ on }) => meeting.look(on),
  'meeting.join': (input) => {
    switch (input.by) {
      case 'found':
        return meeting.joinFound(input.meetingId)
      case 'code':
        return meeting.joinByCode(input.code)
      case 'own-servers':
        return meeting.joinOwnServers()
    }
  },
  'meeting.leave': async () => {
    await meeting.leave()
    return ok(null)
  },
  'meeting.servers': () => {
    const committee = vault.ledger.committee()
    const { signalling = [], iceServers = [], atMs = null, by = null } = committee.servers ?? {}
    return ok({
      servers: { signalling, iceServers },
      setAtMs: atMs,
      setBy: by === null ? null : nameOf(committee, by),
    })
  },
  'meeting.setServers': (servers) => commandCommittee(vault, { do: 'name-servers', servers }),

  'text.showCursor': ({ caseId, name, at }) => {
    if (!vault.cases.get(caseId)) return err({ code: 'case/unknown' })
    meeting.showCursor({ space: caseId, name, at })
    return ok(null)
  },
  'text.cursors': ({ caseId, name }) => {
    if (!vault.cases.get(caseId)) return err({ code: 'case/unknown' })
    const committee = vault.ledger.committee()
    return ok(
      meeting.cursorsOf(caseId, name).flatMap(({ deviceId, at }) => {
        const memberId = authorOf(committee, deviceId)
        return memberId === null ? [] : [{ memberId, name: nameOf(committee, memberId), at }]
      }),
    )
  },
})
