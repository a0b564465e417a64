import type { meetingRows } from '../../../shared/contracts/meeting-rows'
import {
  type CursorView,
  FoundMeetingId,
  type FoundMeetingView,
  type LastSeenView,
  type MeetingView,
  type PresentView,
} from '../../../shared/contracts/meeting-views'
import type { VaultEvent, VaultHandlers } from '../../../shared/contracts/vault'
import type { MeetingServers } from '../../../shared/domain/committee/meeting-servers'
import { err, ok } from '../../../shared/errors/result'
import { type ada, ben, casePlaces, cleo, dana, eli } from './fake-access'
import { createFakeCases } from './fake-cases'
import { entryIdOf, noticeIdOf } from './made-up'
import type { Scenario } from './scenario'

type Meeting = NonNullable<MeetingView['meeting']>

/** What a test may do to the meeting from outside. */
export interface FakeMeetingControls {
  /** As if something of the meeting had changed on the network. */
  readonly change: (change: Partial<Meeting>) => void
  /** As if half of what was left had come through. */
  readonly halve: () => void
  /** As if a member's cursor were where the own one was last; `null` takes it away. */
  readonly putCursor: (member: { readonly name: string } | null) => void
}

export interface FakeMeeting {
  readonly handlers: Pick<VaultHandlers, keyof typeof meetingRows>
  readonly controls: FakeMeetingControls
}

export interface FakeMeetingDeps {
  readonly scenario: Scenario
  readonly emit: (event: VaultEvent) => void
  readonly nowMs: () => number
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const hosts = [
  { interfaceName: 'Wi-Fi', host: '192.168.17.4' },
  { interfaceName: 'Cable', host: '10.20.0.31' },
]
const found: readonly FoundMeetingView[] = [
  { meetingId: FoundMeetingId.parse('6'.repeat(32)), host: '192.168.17.9' },
]
export const meetingCode = '0R2M-H4QX-8KTC-3WZD-7VNP-61BA'

/** Cases up to here are something of their own. */
const lastSpecialPlace = Math.max(...Object.values(casePlaces))

const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

const nothingLeft = {
  entriesToSend: 0,
  bytesToSend: 0,
  entriesToReceive: 0,
  bytesToReceive: 0,
  secondsLeft: null,
}

const laptopOf = (
  member: typeof ada,
  change: Partial<PresentView> = {},
  laptop = 1,
): PresentView => ({
  ...member,
  deviceId: `${member.memberId} ${laptop}`,
  state: 'up-to-date',
  byDoor: false,
  ...nothingLeft,
  ...change,
})

const syncing = {
  state: 'syncing' as const,
  entriesToSend: 1_840,
  bytesToSend: 3_400_000,
  entriesToReceive: 12,
  bytesToReceive: 8_200,
  secondsLeft: 150,
}

const halfOf = (left: Meeting['total']): Meeting['total'] => ({
  entriesToSend: left.entriesToSend / 2,
  bytesToSend: left.bytesToSend / 2,
  entriesToReceive: left.entriesToReceive / 2,
  bytesToReceive: left.bytesToReceive / 2,
  secondsLeft: left.secondsLeft === null ? null : left.secondsLeft / 2,
})

const meetingOf = (scenario: Scenario, nowMs: number): Meeting | null => {
  const shared: Meeting = {
    place: { kind: 'local-network', host: '192.168.17.9' },
    server: 'open',
    sinceMs: nowMs - 12 * minuteMs,
    present: [laptopOf(ben), laptopOf(dana)],
    total: nothingLeft,
    unsynced: [],
    troubles: [],
  }
  const hosted = {
    kind: 'hosted-here' as const,
    host: '192.168.17.4',
    code: meetingCode,
    notAnnounced: null,
  }
  const shownCase = createFakeCases(scenario.caseCount, nowMs).find(
    ({ view }, place) => place > lastSpecialPlace && !view.onlyCopy && view.status === 'new',
  )?.view
  switch (scenario.meeting) {
    case 'none':
    case 'own-servers':
    case 'no-window':
      return null
    case 'in-sync':
      return shared
    case 'alone':
      return {
        ...shared,
        place: { ...hosted, notAnnounced: 'meeting/discovery-blocked' },
        present: [],
      }
    case 'lost':
      return { ...shared, server: 'lost' }
    case 'syncing':
      return {
        ...shared,
        place: hosted,
        present: [
          laptopOf(ben, syncing),
          laptopOf(ben, { state: 'linking' }, 2),
          laptopOf(dana),
          laptopOf(eli, { byDoor: true }),
        ],
        total: syncing,
        unsynced: [
          { what: { kind: 'committee' }, names: [ben.name] },
          ...(shownCase === undefined
            ? []
            : [
                {
                  what: {
                    kind: 'case' as const,
                    caseId: shownCase.caseId,
                    codeName: shownCase.codeName,
                  },
                  names: [ben.name, dana.name],
                },
              ]),
          {
            what: { kind: 'notice', noticeId: noticeIdOf(2), codeName: 'Iris Kettle' },
            names: [ben.name],
          },
          { what: { kind: 'matter' }, names: [dana.name] },
        ],
        troubles: [
          { atMs: nowMs - 2 * minuteMs, name: cleo.name, what: 'older-program' },
          { atMs: nowMs - 5 * minuteMs, name: null, what: 'refused' },
        ],
      }
  }
}

/** A meeting of nobody: rows and events as a real one has them, without a network. */
export const createFakeMeeting = ({ scenario, emit, nowMs }: FakeMeetingDeps): FakeMeeting => {
  let meeting = meetingOf(scenario, nowMs())
  let isLooking = false
  let ownCursor: Uint8Array | null = null
  let cursors: CursorView[] = []
  let lastText: Parameters<VaultHandlers['text.showCursor']>[0] | null = null
  let servers: MeetingServers =
    scenario.meeting === 'own-servers'
      ? {
          signalling: ['wss://meet.northwind.example/signal'],
          iceServers: [
            {
              urls: ['turns:relay.northwind.example:5349'],
              username: 'northwind',
              credential: 'mill quay',
            },
          ],
        }
      : { signalling: [], iceServers: [] }
  let setAtMs = scenario.meeting === 'own-servers' ? nowMs() - 40 * dayMs : null

  const changed = () => {
    emit({ kind: 'meeting-changed' })
    return ok(null)
  }
  const enter = (place: Meeting['place'], present: PresentView[]) => {
    isLooking = false
    meeting = {
      place,
      server: 'open',
      sinceMs: nowMs(),
      present,
      total: nothingLeft,
      unsynced: [],
      troubles: [],
    }
    return changed()
  }
  const lastSeen = (): LastSeenView[] =>
    [ben, cleo, dana, eli].map((member, at) => ({
      ...member,
      atMs: at === 1 ? null : nowMs() - (at + 1) * 3 * dayMs,
      isHere: meeting?.present.some(({ memberId }) => memberId === member.memberId) === true,
    }))

  const handlers: FakeMeeting['handlers'] = {
    'meeting.view': () =>
      ok({
        ability: scenario.meeting === 'no-window' ? 'no-window' : 'ready',
        meeting,
        isLooking,
        found: isLooking && scenario.meetsNobody ? [] : isLooking ? [...found] : [],
        hasOwnServers: servers.signalling.length > 0,
        lastSeen: scenario.name === 'alone' ? [] : lastSeen(),
      }),
    'meeting.hosts': () => ok(scenario.meetsNobody ? [] : hosts),
    'meeting.start': ({ host }) => {
      const before = meeting?.present ?? []
      return enter({ kind: 'hosted-here', host, code: meetingCode, notAnnounced: null }, before)
    },
    'meeting.look': ({ on }) => {
      isLooking = on
      return changed()
    },
    'meeting.join': (input) => {
      switch (input.by) {
        case 'found':
          return found.some(({ meetingId }) => meetingId === input.meetingId)
            ? enter({ kind: 'local-network', host: '192.168.17.9' }, [laptopOf(ben)])
            : err({ code: 'meeting/not-found' })
        case 'code':
          return plain(input.code) === plain(meetingCode)
            ? enter({ kind: 'local-network', host: '192.168.17.9' }, [laptopOf(ben)])
            : err({ code: 'meeting/code-mistyped' })
        case 'own-servers':
          return servers.signalling.length > 0
            ? enter({ kind: 'own-servers' }, [])
            : err({ code: 'meeting/no-servers' })
      }
    },
    'meeting.leave': () => {
      meeting = null
      return changed()
    },
    'meeting.servers': () => ok({ servers, setAtMs, setBy: setAtMs === null ? null : dana.name }),
    'meeting.setServers': (next) => {
      servers = next
      setAtMs = nowMs()
      emit({ kind: 'committee-changed' })
      return ok({ entryId: entryIdOf(4_001) })
    },
    'text.showCursor': (input) => {
      lastText = input
      ownCursor = input.at ?? ownCursor
      return ok(null)
    },
    'text.cursors': () => ok(cursors),
  }

  return {
    handlers,
    controls: {
      change: (change) => {
        if (meeting !== null) meeting = { ...meeting, ...change }
        changed()
      },
      halve: () => {
        if (meeting === null) return
        const present = meeting.present.map((laptop) => ({ ...laptop, ...halfOf(laptop) }))
        meeting = { ...meeting, present, total: halfOf(meeting.total) }
        changed()
      },
      putCursor: (member) => {
        const known = [ben, cleo, dana, eli].find(({ name }) => name === member?.name)
        cursors = known === undefined || ownCursor === null ? [] : [{ ...known, at: ownCursor }]
        if (lastText === null) return
        emit({ kind: 'cursors-changed', caseId: lastText.caseId, name: lastText.name })
      },
    },
  }
}
