import type { AccessView } from '../../../shared/contracts/committee-views'
import type { CaseId } from '../../../shared/domain/terms'
import type { FakeCase } from './fake-cases'
import { memberIdOf, noticeIdOf } from './made-up'

const hourMs = 3_600_000

export const ada = { memberId: memberIdOf(1), name: 'Ada Mirwald' }
export const ben = { memberId: memberIdOf(2), name: 'Ben Okafor' }
export const cleo = { memberId: memberIdOf(3), name: 'Cleo Adair' }
export const dana = { memberId: memberIdOf(4), name: 'Dana Reyes-Whitfield' }
export const eli = { memberId: memberIdOf(5), name: 'Eli Nakamura' }

/** Places in the fake's list of cases at which something is to be seen. */
export const casePlaces = {
  onlyCopy: 0,
  toGrant: 1,
  excluded: 3,
  allRecused: 4,
  needsUpdate: 5,
  hasTies: 7,
  mayAskIdentity: 8,
  askedForIdentity: 9,
  frozen: 10,
} as const

/** Who can open each case of the fake: most are shared by three, and some are special. */
export const createFakeAccess = (
  cases: readonly FakeCase[],
  nowMs: number,
): Map<CaseId, AccessView> => {
  const reader = (
    member: typeof ada,
    hoursAgo: number,
    change: Partial<AccessView['readers'][number]> = {},
  ): AccessView['readers'][number] => ({
    ...member,
    isSelf: member === ada,
    sinceMs: nowMs - hoursAgo * hourMs,
    grantedBy: ada.name,
    devices: 1,
    hasEverything: true,
    ...change,
  })
  const shared: AccessView = {
    noticeId: noticeIdOf(4),
    readers: [
      reader(ada, 30, { devices: 2 }),
      reader(ben, 26),
      reader(dana, 20, { grantedBy: ben.name, hasEverything: false }),
    ],
    toGrant: [],
    asked: [eli],
    left: [
      {
        ...cleo,
        as: 'conflict',
        atMs: nowMs - 25 * hourMs,
        by: cleo.name,
        reinstatement: null,
      },
    ],
    owners: { primary: ada, secondary: ben },
    onlyCopy: false,
    askFirst: null,
    mayBeAsked: [],
    laptops: 4,
    rotationOwed: false,
    state: 'fine',
    mediator: { label: '', contact: '', state: 'not-needed' },
  }
  const alone: Partial<AccessView> = {
    readers: [reader(ada, 30)],
    asked: [ben, cleo, dana, eli],
    left: [],
    owners: { primary: ada, secondary: null },
    onlyCopy: true,
    mayBeAsked: [ben, cleo, dana, eli],
    laptops: 1,
  }
  const special: Readonly<Record<number, Partial<AccessView>>> = {
    [casePlaces.toGrant]: {
      readers: [reader(ada, 30), reader(ben, 26)],
      toGrant: [dana],
    },
    [casePlaces.excluded]: {
      readers: [reader(ada, 30), reader(ben, 26), reader(cleo, 9, { grantedBy: ben.name })],
      asked: [],
      rotationOwed: true,
      left: [
        {
          ...dana,
          as: 'excluded',
          atMs: nowMs - 3 * hourMs,
          by: ben.name,
          reinstatement: { yes: 1, no: 0, needed: 2 },
        },
        { ...eli, as: 'withheld', atMs: nowMs - 28 * hourMs, by: ada.name, reinstatement: null },
      ],
    },
    [casePlaces.allRecused]: {
      ...alone,
      asked: [],
      left: [ben, cleo, dana, eli].map((member, at) => ({
        ...member,
        as: at === 1 ? ('declined' as const) : ('recused' as const),
        atMs: nowMs - (9 - at) * hourMs,
        by: member.name,
        reinstatement: null,
      })),
      mediator: {
        label: 'Quayside Mediation',
        contact: 'intake@quayside.example, +32 2 555 01 80',
        state: 'needed',
      },
    },
    [casePlaces.needsUpdate]: { state: 'needs-update' },
    [casePlaces.frozen]: { state: 'frozen' },
  }
  return new Map(
    cases.map(({ view }, index) => [
      view.caseId,
      { ...shared, ...(view.onlyCopy ? alone : {}), ...special[index] },
    ]),
  )
}
