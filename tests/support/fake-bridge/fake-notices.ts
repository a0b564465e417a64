import type { bundleRows } from '../../../shared/contracts/bundle-rows'
import type {
  AccessView,
  MemberName,
  MemberView,
  NoticeId,
  NoticeView,
  WaitingItem,
} from '../../../shared/contracts/committee-views'
import type { InputOf, OutputOf } from '../../../shared/contracts/contract'
import type { noticeRows } from '../../../shared/contracts/notice-rows'
import type { VaultEvent, VaultHandlers } from '../../../shared/contracts/vault'
import type { IntakeDraft } from '../../../shared/domain/intake'
import type { CaseId, EntryRef, MemberId } from '../../../shared/domain/terms'
import { err, type Failure, ok, type Result } from '../../../shared/errors/result'
import { ada, ben, casePlaces, cleo, createFakeAccess, dana, eli } from './fake-access'
import type { FakeCase } from './fake-cases'
import { createFakeExchange } from './fake-exchange'
import { matterIdOf, noticeIdOf } from './made-up'
import type { Scenario } from './scenario'

export interface FakeNoticesDeps {
  readonly scenario: Scenario
  readonly emit: (event: VaultEvent) => void
  readonly nowMs: () => number
  readonly nextEntry: () => EntryRef
  readonly cases: FakeCase[]
  readonly members: () => readonly MemberView[]
  /** What waits for this member on the members page. */
  readonly committeeWaits: () => WaitingItem[]
  /** The first bundle of a laptop that waited for it. */
  readonly letIn: () => void
}

export interface FakeNotices {
  readonly handlers: Pick<VaultHandlers, keyof typeof noticeRows | keyof typeof bundleRows>
  /** Refuses a finish until it is said whether people of the report are the members named like them. */
  readonly askAboutNames: (
    draft: IntakeDraft,
    answered: readonly MemberId[],
  ) => Result<null, Failure>
}

type Ties = InputOf<(typeof noticeRows)['ties.set']>
type HandOver = OutputOf<(typeof noticeRows)['handover.list']>[number]

const hourMs = 3_600_000
const refuse = (code: string) => err({ code })
const passphrases = [
  'lantern meadow copper violin harbor signal maple',
  'ribbon canyon winter saddle button violin meadow',
]

/** Notices, access, ties and hand-overs of the fake, as the vault of Ada shows them. */
export const createFakeNotices = (deps: FakeNoticesDeps): FakeNotices => {
  const { scenario, emit, nowMs, nextEntry, cases } = deps
  const isAlone = scenario.name === 'alone'
  const notices = new Map<NoticeId, NoticeView>()
  const access = createFakeAccess(cases, nowMs())
  const accepted = new Set<CaseId>()
  let onCall: MemberName | null = null
  let ties: Ties = isAlone
    ? { people: [], employers: [] }
    : {
        people: [
          { name: 'Marta Quell', aliases: ['@mquell'] },
          { name: 'Jonas Feld', aliases: [] },
        ],
        employers: ['Independent'],
      }
  let handOvers: HandOver[] = isAlone
    ? []
    : [
        {
          matterId: matterIdOf(50),
          by: cleo.name,
          atMs: nowMs() - hourMs,
          channel: 'phone',
          mine: 'to-take-over',
          contact: { name: 'Imke', contact: '+32 470 00 01 42, after six', pronouns: 'she/her' },
        },
      ]
  let suggested = 0
  let made = new Set<CaseId>()
  let counter = 100

  const linkOf = (index: number): NoticeView['case'] => {
    const view = cases[index]?.view
    return view === undefined ? null : { caseId: view.caseId, codeName: view.codeName }
  }
  const add = (at: number, change: Partial<NoticeView>) => {
    notices.set(noticeIdOf(at), {
      noticeId: noticeIdOf(at),
      reportedNames: ['Rowan Castell'],
      channel: 'phone',
      urgency: 'soon',
      openedBy: ben.name,
      openedAtMs: nowMs() - at * 5 * hourMs,
      version: 1,
      isOpen: true,
      handedOver: false,
      mine: 'asked',
      case: null,
      proposal: null,
      others: [
        { ...ben, standing: 'cleared' },
        { ...cleo, standing: 'conflict' },
        { ...dana, standing: 'asked' },
        { ...eli, standing: 'cleared' },
      ],
      leftOut: [],
      ...change,
    })
  }
  if (!isAlone) {
    add(1, { urgency: 'now' })
    add(2, {
      reportedNames: ['Marta Quell'],
      channel: 'email',
      urgency: 'routine',
      openedBy: dana.name,
      proposal: { answer: 'conflict', ties: ['Marta Quell'] },
    })
    add(3, {
      reportedNames: ['Priya Sundaram', 'Teo Vass'],
      channel: 'web-form',
      version: 2,
      mine: 'stale',
      case: linkOf(11),
      others: [
        { ...ben, standing: 'stale' },
        { ...dana, standing: 'recused' },
        { ...eli, standing: 'excluded' },
      ],
    })
    add(4, {
      channel: 'in-person',
      mine: 'cleared',
      case: linkOf(6),
      others: [
        { ...ben, standing: 'cleared' },
        { ...dana, standing: 'asked' },
      ],
      leftOut: [
        { ...cleo, by: ben.name, agreedBy: null, mayAgree: true },
        { ...eli, by: ada.name, agreedBy: ben.name, mayAgree: false },
      ],
    })
    add(5, { reportedNames: ['Noa Berrick'], mine: 'cleared', urgency: 'routine' })
    add(6, { reportedNames: ['Sam Oduya'], channel: 'social-media', mine: 'conflict' })
    add(7, { reportedNames: ['Lio Marsh'], mine: 'recused', isOpen: false })
    add(8, { reportedNames: ['Vera Holm'], mine: 'recused', handedOver: true, isOpen: false })
  }
  const setReporter = (index: number, change: Partial<FakeCase['view']['reporter']>) => {
    const caseFile = cases[index]
    if (caseFile === undefined || caseFile.view.reporter.state !== 'sealed') return
    caseFile.view = { ...caseFile.view, reporter: { ...caseFile.view.reporter, ...change } }
  }
  setReporter(casePlaces.mayAskIdentity, { access: 'may-ask' })
  setReporter(casePlaces.askedForIdentity, {
    askedBy: [{ memberId: dana.memberId, name: dana.name, atMs: nowMs() - 2 * hourMs }],
  })

  const written = () => {
    emit({ kind: 'notices-changed' })
    return ok({ entryId: nextEntry() })
  }
  const change = (noticeId: NoticeId, by: Partial<NoticeView>) => {
    const notice = notices.get(noticeId)
    if (notice === undefined) return refuse('notice/unknown')
    notices.set(noticeId, { ...notice, ...by })
    return written()
  }
  const indexOf = (caseId: CaseId) => cases.findIndex(({ view }) => view.caseId === caseId)
  const onCallFor = ({ mayBeAsked }: AccessView) =>
    mayBeAsked.find(({ memberId }) => memberId === onCall?.memberId) ?? null
  const accessOf = (caseId: CaseId): AccessView => {
    const kept = access.get(caseId)
    if (kept !== undefined) return kept
    // Made since: nobody else has it yet.
    const [first] = createFakeAccess(
      cases.slice(indexOf(caseId), indexOf(caseId) + 1),
      nowMs(),
    ).values()
    if (first === undefined) throw new Error('no such case')
    return first
  }
  const changeAccess = (caseId: CaseId, by: (before: AccessView) => Partial<AccessView>) => {
    if (indexOf(caseId) < 0) return refuse('case/unknown')
    const before = accessOf(caseId)
    access.set(caseId, { ...before, ...by(before) })
    emit({ kind: 'case-changed', caseId })
    emit({ kind: 'notices-changed' })
    return ok({ entryId: nextEntry() })
  }
  const forget = (caseId: CaseId) => {
    cases.splice(indexOf(caseId), 1)
    emit({ kind: 'cases-changed' })
    emit({ kind: 'notices-changed' })
    return ok(null)
  }
  const find = (memberId: MemberId) =>
    deps.members().find((member) => member.memberId === memberId && member.state === 'current')
  const hasTies = (caseId: CaseId) =>
    !isAlone && indexOf(caseId) === casePlaces.hasTies && !accepted.has(caseId)

  const casesThatWait = (): WaitingItem[] =>
    cases.flatMap(({ view: { caseId, codeName, reporter } }, index): WaitingItem[] => {
      if (isAlone || index > casePlaces.frozen) return []
      if (hasTies(caseId)) return [{ kind: 'check-ties', caseId }]
      return [
        ...accessOf(caseId).toGrant.map((member) => ({
          kind: 'grant' as const,
          caseId,
          codeName,
          ...member,
        })),
        ...reporter.askedBy.map(({ memberId, name }) => ({
          kind: 'share-identity' as const,
          caseId,
          codeName,
          memberId,
          name,
        })),
        ...(index === casePlaces.onlyCopy && accessOf(caseId).onlyCopy
          ? [{ kind: 'only-copy' as const, caseId, codeName, askFirst: onCall?.name ?? null }]
          : []),
      ]
    })
  const noticesThatWait = (): WaitingItem[] =>
    [...notices.values()].flatMap(({ noticeId, mine, urgency, openedAtMs, leftOut }) => [
      ...(mine === 'asked'
        ? [{ kind: 'declare' as const, noticeId, urgency, atMs: openedAtMs }]
        : []),
      ...(mine === 'stale'
        ? [{ kind: 'declare-again' as const, noticeId, urgency, atMs: openedAtMs }]
        : []),
      ...leftOut
        .filter(({ mayAgree }) => mayAgree)
        .map(({ name }) => ({
          kind: 'agree-left-out' as const,
          noticeId,
          name,
          atMs: openedAtMs,
        })),
    ])

  const handlers: Pick<VaultHandlers, keyof typeof noticeRows> = {
    'waiting.list': () =>
      ok(
        scenario.isCalm
          ? []
          : [
              ...handOvers
                .filter(({ mine }) => mine === 'to-take-over')
                .map(({ matterId, by, atMs }) => ({
                  kind: 'take-over' as const,
                  matterId,
                  name: by,
                  atMs,
                })),
              ...noticesThatWait(),
              ...casesThatWait(),
              ...deps.committeeWaits(),
            ],
      ),
    'notice.list': ({ show }) =>
      ok(
        scenario.isCalm
          ? []
          : [...notices.values()].filter(({ isOpen }) => show === 'all' || isOpen),
      ),
    'notice.get': ({ noticeId }) => {
      const notice = notices.get(noticeId)
      return notice === undefined ? refuse('notice/unknown') : ok(notice)
    },
    'notice.declare': ({ noticeId, version, answer }) => {
      const notice = notices.get(noticeId)
      if (notice === undefined) return refuse('notice/unknown')
      if (version < notice.version) return refuse('notice/older-version')
      if (answer === 'conflict' && notice.case !== null) forget(notice.case.caseId)
      return change(
        noticeId,
        answer === 'conflict'
          ? { mine: notice.case === null ? 'conflict' : 'recused', case: null, proposal: null }
          : { mine: 'cleared', proposal: null },
      )
    },
    'notice.leaveOut': ({ noticeId, memberId }) => {
      const notice = notices.get(noticeId)
      const member = find(memberId)
      if (notice === undefined) return refuse('notice/unknown')
      if (member === undefined) return refuse('member/unknown')
      if (notice.leftOut.some((left) => left.memberId === memberId)) {
        return refuse('notice/already-left-out')
      }
      return change(noticeId, {
        others: notice.others.filter((other) => other.memberId !== memberId),
        leftOut: [
          ...notice.leftOut,
          { memberId, name: member.name, by: ada.name, agreedBy: null, mayAgree: false },
        ],
      })
    },
    'notice.agreeLeftOut': ({ noticeId, memberId }) =>
      change(noticeId, {
        leftOut: (notices.get(noticeId)?.leftOut ?? []).map((left) =>
          left.memberId === memberId ? { ...left, agreedBy: ada.name, mayAgree: false } : left,
        ),
      }),
    'notice.share': ({ noticeId, memberId }) => {
      const notice = notices.get(noticeId)
      const member = find(memberId)
      if (notice === undefined) return refuse('notice/unknown')
      if (member === undefined) return refuse('member/unknown')
      return change(noticeId, {
        others: [...notice.others, { memberId, name: member.name, standing: 'asked' }],
        leftOut: notice.leftOut.filter((left) => left.memberId !== memberId),
      })
    },

    'case.access': ({ caseId }) =>
      indexOf(caseId) < 0
        ? refuse('case/unknown')
        : ok({ ...accessOf(caseId), askFirst: onCallFor(accessOf(caseId)) }),
    'notice.setOnCall': ({ memberId }) => {
      onCall = deps.members().find((member) => member.memberId === memberId) ?? null
      emit({ kind: 'notices-changed' })
      return ok(null)
    },
    'case.grant': ({ caseId, memberId }) => {
      const granted = changeAccess(caseId, ({ toGrant, readers }) => ({
        toGrant: toGrant.filter((member) => member.memberId !== memberId),
        readers: [
          ...readers,
          ...toGrant
            .filter((member) => member.memberId === memberId)
            .map((member) => ({
              ...member,
              isSelf: false,
              sinceMs: nowMs(),
              grantedBy: ada.name,
              devices: 1,
              hasEverything: false,
            })),
        ],
      }))
      return granted.ok ? ok(null) : granted
    },
    'case.leave': ({ caseId, newOwner }) => {
      if (indexOf(caseId) < 0) return refuse('case/unknown')
      const { readers, owners } = accessOf(caseId)
      if (readers.length === 1) return refuse('case/last-reader')
      if (owners.primary?.memberId === ada.memberId && newOwner === null) {
        return refuse('case/owner-first')
      }
      return forget(caseId)
    },
    'case.exclude': ({ caseId, memberId }) =>
      changeAccess(caseId, ({ readers, left }) => ({
        readers: readers.filter((reader) => reader.memberId !== memberId),
        rotationOwed: true,
        left: [
          ...left,
          ...readers
            .filter((reader) => reader.memberId === memberId)
            .map(({ name }) => ({
              memberId,
              name,
              as: 'excluded' as const,
              atMs: nowMs(),
              by: ada.name,
              reinstatement: { yes: 0, no: 0, needed: 2 },
            })),
        ],
      })),
    'case.voteReinstate': ({ caseId, memberId, choice }) =>
      changeAccess(caseId, ({ left }) => ({
        left: left.map((member) =>
          member.memberId !== memberId || member.reinstatement === null
            ? member
            : {
                ...member,
                reinstatement: {
                  ...member.reinstatement,
                  [choice]: member.reinstatement[choice] + 1,
                },
              },
        ),
      })),
    'case.setOwners': ({ caseId, primary, secondary }) => {
      if (primary === secondary) return refuse('owners/same-twice')
      return changeAccess(caseId, ({ readers }) => {
        const named = (memberId: MemberId | null) =>
          readers.find((reader) => reader.memberId === memberId) ?? null
        return { owners: { primary: named(primary), secondary: named(secondary) } }
      })
    },
    'case.askIdentity': ({ caseId }) => {
      setReporter(indexOf(caseId), { access: 'asked' })
      return changeAccess(caseId, () => ({}))
    },
    'case.shareIdentity': ({ caseId, memberId }) => {
      const askedBy = cases[indexOf(caseId)]?.view.reporter.askedBy ?? []
      setReporter(indexOf(caseId), {
        askedBy: askedBy.filter((asker) => asker.memberId !== memberId),
      })
      return changeAccess(caseId, () => ({}))
    },
    'case.checkTies': ({ caseId }) =>
      indexOf(caseId) < 0
        ? refuse('case/unknown')
        : ok({ ties: hasTies(caseId) ? ['Jonas Feld'] : [] }),
    'case.acceptTies': ({ caseId }) => {
      accepted.add(caseId)
      const done = changeAccess(caseId, () => ({}))
      return done.ok ? ok(null) : done
    },
    'case.makeHandoff': async ({ caseId }) => {
      if (indexOf(caseId) < 0) return refuse('case/unknown')
      if (accessOf(caseId).mediator.state !== 'needed') return refuse('handoff/not-needed')
      emit({ kind: 'progress', task: 'handoff', fraction: null })
      await new Promise((done) => setTimeout(done, scenario.kdfMs))
      made = new Set([...made, caseId])
      return ok({
        fileName: 'sealed-3f81c2d0.html',
        bytes: new TextEncoder().encode('<!doctype html>'),
      })
    },
    'case.suggestPassphrase': () =>
      ok({ passphrase: passphrases[suggested++ % passphrases.length] ?? '' }),
    'case.recordReceipt': ({ caseId }) => {
      if (indexOf(caseId) < 0) return refuse('case/unknown')
      return made.has(caseId) ? forget(caseId) : refuse('handoff/not-made')
    },

    'handover.make': ({ to, channel }) => {
      if (find(to) === undefined) return refuse('member/unknown')
      const matterId = matterIdOf(++counter)
      handOvers = [
        ...handOvers,
        {
          matterId,
          by: ada.name,
          atMs: nowMs(),
          channel,
          mine: 'handed-over',
          contact: null,
        },
      ]
      emit({ kind: 'notices-changed' })
      return ok({ matterId })
    },
    'handover.list': () => ok(handOvers),
    'handover.takeOver': ({ matterId }) => {
      if (!handOvers.some((handOver) => handOver.matterId === matterId)) {
        return refuse('matter/unknown')
      }
      handOvers = handOvers.filter((handOver) => handOver.matterId !== matterId)
      emit({ kind: 'notices-changed' })
      return ok(null)
    },
    'ties.get': () => ok(ties),
    'ties.set': (next) => {
      ties = next
      emit({ kind: 'notices-changed' })
      return ok(null)
    },
  }

  return {
    handlers: {
      ...handlers,
      ...createFakeExchange({ ...deps, onCallWith: () => onCall?.memberId ?? null }),
    },
    askAboutNames: (draft, answered) => {
      const named = draft.people.flatMap(({ name, role }) =>
        deps
          .members()
          .filter((member) => member.state === 'current' && !member.isSelf && name !== '')
          .filter((member) => member.name.toLowerCase().startsWith(name.toLowerCase()))
          .map((member) => ({
            memberId: member.memberId,
            name: member.name,
            role,
            certainty: member.name === name ? ('same' as const) : ('likely' as const),
          })),
      )
      return named.every(({ memberId }) => answered.includes(memberId))
        ? ok(null)
        : err({ code: 'notice/member-named', named })
    },
  }
}
