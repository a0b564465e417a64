import type {
  InvitationView,
  MatterId,
  MemberView,
  OffboardingView,
  RemovalView,
  RequestView,
} from '../../../shared/contracts/committee-views'
import type { MemberId } from '../../../shared/domain/terms'
import type { FakeCase } from './fake-cases'
import {
  fingerprintWords,
  invitationIdOf,
  matterIdOf,
  memberIdOf,
  requestIdOf,
  wordsOf,
} from './made-up'
import type { Scenario } from './scenario'

const dayMs = 24 * 3_600_000
const monthMs = 30 * dayMs

interface FakePeople {
  readonly members: MemberView[]
  readonly invitations: InvitationView[]
  readonly requests: RequestView[]
  readonly removals: RemovalView[]
  readonly offboardings: OffboardingView[]
  readonly admit: (request: RequestView, signedBy: readonly string[]) => MemberView
  readonly removalOf: (
    matterId: MatterId,
    memberId: MemberId,
    proposedBy: string,
    grounds: string,
    members: readonly MemberView[],
  ) => RemovalView
}

export const offboardingItems = (): OffboardingView['items'] =>
  [
    ['mail-groups', 'Committee mailing lists and groups'],
    ['send-as', 'Aliases from which they can send mail in the committee’s name'],
    ['private-channels', 'Private chat channels of the committee and of its cases'],
    ['report-documents', 'Documents about reports, wherever they are kept'],
    ['event-data', 'Registration data of events'],
  ].map(([id = '', text = '']) => ({ id, text, doneBy: null, doneAtMs: null }))

const memberOf = (at: number, nowMs: number, change: Partial<MemberView>): MemberView => ({
  memberId: memberIdOf(at),
  name: '',
  aliases: [],
  employer: 'Independent',
  isSelf: false,
  state: 'current',
  leftAtMs: null,
  admittedAtMs: nowMs - (15 - at) * monthMs,
  signedInBy: ['Ada Mirwald', 'Ben Okafor'],
  agreementVersion: '1',
  agreementAcceptedAtMs: nowMs - (15 - at) * monthMs,
  termUntilMs: null,
  checkIn: { atMs: nowMs - 2 * monthMs, stay: true, isDue: false },
  devices: [
    {
      deviceId: `d${at}`,
      fingerprintWords: wordsOf(at),
      thisDevice: false,
      state: 'active',
      revocationAskedBy: [],
    },
  ],
  ...change,
})

const deviceOf = (deviceId: string, change: Partial<MemberView['devices'][number]>) => ({
  deviceId,
  fingerprintWords: wordsOf(deviceId.charCodeAt(0) * 7 + deviceId.charCodeAt(1)),
  thisDevice: false,
  state: 'active' as const,
  revocationAskedBy: [],
  ...change,
})

/** Made-up people, and what happens between them. */
export const createFakePeople = (
  scenario: Scenario,
  nowMs: number,
  cases: readonly FakeCase[],
): FakePeople => {
  const ada = memberOf(1, nowMs, {
    name: 'Ada Mirwald',
    aliases: ['@adamirwald'],
    isSelf: true,
    signedInBy: [],
    checkIn: { atMs: nowMs - 7 * monthMs, stay: true, isDue: true },
    devices: [
      deviceOf('a1', { fingerprintWords: [...fingerprintWords], thisDevice: true }),
      ...(scenario.name === 'alone' ? [] : [deviceOf('a2', {})]),
    ],
  })
  const members =
    scenario.name === 'alone'
      ? [ada]
      : [
          ada,
          memberOf(2, nowMs, {
            name: 'Ben Okafor',
            employer: 'Tidewrack Labs',
            signedInBy: ['Ada Mirwald'],
            termUntilMs: nowMs + 5 * monthMs,
          }),
          memberOf(3, nowMs, {
            name: 'Cleo Adair',
            aliases: ['@cleo', 'Cleo A.'],
            employer: 'Tidewrack Labs',
            devices: [
              deviceOf('c1', {}),
              deviceOf('c2', { state: 'active', revocationAskedBy: ['Ben Okafor'] }),
              deviceOf('c3', { state: 'revoked' }),
            ],
          }),
          memberOf(4, nowMs, {
            name: 'Dana Reyes-Whitfield',
            employer: 'Brightwater Systems',
            termUntilMs: nowMs - 10 * dayMs,
            checkIn: { atMs: nowMs - 8 * monthMs, stay: true, isDue: true },
          }),
          memberOf(5, nowMs, {
            name: 'Eli Nakamura',
            devices: [deviceOf('e1', { state: 'frozen' })],
          }),
          memberOf(6, nowMs, {
            name: 'Finn Abara',
            employer: 'Harrow & Lime',
            state: 'resigned',
            leftAtMs: nowMs - 20 * dayMs,
            devices: [deviceOf('f1', { state: 'revoked' })],
          }),
        ]

  const removalOf: FakePeople['removalOf'] = (matterId, memberId, proposedBy, grounds, all) => ({
    matterId,
    subject: { memberId, name: all.find((member) => member.memberId === memberId)?.name ?? '' },
    proposedBy,
    proposedAtMs: nowMs,
    grounds,
    ballots: all
      .filter((member) => member.memberId !== memberId)
      .map((member) => ({ memberId: member.memberId, name: member.name, choice: null })),
    mine: null,
    of: all.length,
    needed: Math.floor(all.length / 2) + 1,
    state: 'balloting',
    ownsCases: [],
  })

  const isAlone = scenario.name === 'alone'
  const voting = removalOf(
    matterIdOf(1),
    memberIdOf(4),
    'Ben Okafor',
    'Shared what a reporter had said in a public channel, twice, after being asked to stop.',
    members.filter(({ state }) => state === 'current'),
  )
  const carried = removalOf(
    matterIdOf(2),
    memberIdOf(5),
    'Cleo Adair',
    'Has not answered anybody for four months, and looks after an open case.',
    members.filter(({ state }) => state === 'current'),
  )
  const request: RequestView = {
    requestId: requestIdOf(1),
    purpose: 'join',
    mayDecline: true,
    name: 'Gus Lindqvist',
    employer: 'Tidewrack Labs',
    fingerprintWords: wordsOf(70),
    signedBy: ['Ben Okafor'],
    needed: 2,
    mine: 'may-sign',
    employerCap: { employer: 'Tidewrack Labs', members: 2, cap: 2, refuses: false },
    namedIn: cases
      .slice(0, 1)
      .map(({ view }) => ({ caseId: view.caseId, codeName: view.codeName })),
  }
  return {
    members,
    invitations: isAlone
      ? []
      : [
          {
            invitationId: invitationIdOf(1),
            forName: 'Gus Lindqvist',
            issuedBy: 'Ben Okafor',
            expiresAtMs: nowMs + 3 * dayMs,
            state: 'used',
          },
          {
            invitationId: invitationIdOf(2),
            forName: 'Hana Sørby',
            issuedBy: 'Ada Mirwald',
            expiresAtMs: nowMs + 5 * dayMs,
            state: 'open',
          },
          {
            invitationId: invitationIdOf(3),
            forName: 'Ines Tallow',
            issuedBy: 'Ada Mirwald',
            expiresAtMs: nowMs - 5 * dayMs,
            state: 'expired',
          },
        ],
    requests: isAlone
      ? []
      : [
          request,
          {
            ...request,
            requestId: requestIdOf(2),
            name: 'Jo Marchetti',
            employer: 'Brightwater Systems',
            fingerprintWords: wordsOf(71),
            signedBy: [],
            employerCap: { employer: 'Brightwater Systems', members: 3, cap: 2, refuses: true },
            namedIn: [],
          },
          {
            ...request,
            requestId: requestIdOf(3),
            purpose: 'replacement-device',
            name: 'Cleo Adair',
            fingerprintWords: wordsOf(72),
            signedBy: ['Ada Mirwald'],
            mine: 'signed',
            employerCap: null,
            namedIn: [],
          },
        ],
    removals: isAlone
      ? []
      : [
          voting,
          {
            ...carried,
            mine: 'yes',
            state: 'carried',
            ballots: carried.ballots.map((ballot) => ({ ...ballot, choice: 'yes' as const })),
            ownsCases: cases
              .slice(3, 5)
              .map(({ view }) => ({ caseId: view.caseId, codeName: view.codeName })),
          },
        ],
    offboardings: isAlone
      ? []
      : [
          {
            member: { memberId: memberIdOf(6), name: 'Finn Abara' },
            items: offboardingItems().map((item, at) =>
              at < 2
                ? { ...item, doneBy: 'Ben Okafor', doneAtMs: nowMs - (18 - at) * dayMs }
                : item,
            ),
            letterMayBeWritten: false,
          },
        ],
    admit: ({ requestId, name, employer, fingerprintWords: words }, signedBy) =>
      memberOf(20 + Number.parseInt(requestId.slice(-2), 16), nowMs, {
        name,
        employer,
        admittedAtMs: nowMs,
        agreementAcceptedAtMs: nowMs,
        signedInBy: [...signedBy],
        checkIn: { atMs: null, stay: null, isDue: false },
        devices: [deviceOf('n1', { fingerprintWords: words })],
      }),
    removalOf,
  }
}
