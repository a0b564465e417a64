import type { bundleRows } from '../../../shared/contracts/bundle-rows'
import type {
  ImportReport,
  MemberView,
  RefusedEntryView,
} from '../../../shared/contracts/committee-views'
import type { VaultEvent, VaultHandlers } from '../../../shared/contracts/vault'
import type { MemberId } from '../../../shared/domain/terms'
import { err, ok } from '../../../shared/errors/result'
import { ben, cleo, dana } from './fake-access'
import type { FakeCase } from './fake-cases'
import { entryIdOf } from './made-up'
import type { Scenario } from './scenario'

export interface FakeExchangeDeps {
  readonly scenario: Scenario
  readonly emit: (event: VaultEvent) => void
  readonly nowMs: () => number
  readonly cases: readonly FakeCase[]
  readonly members: () => readonly MemberView[]
  readonly letIn: () => void
  readonly onCallWith: () => MemberId | null
}

const hourMs = 3_600_000
const refuse = (code: string) => err({ code })

/** A bundle of the fake is any file whose text starts with `bundle:`; `bundle:damaged` lost pieces. */
export const createFakeExchange = ({
  scenario,
  emit,
  nowMs,
  cases,
  members,
  letIn,
  onCallWith,
}: FakeExchangeDeps): Pick<VaultHandlers, keyof typeof bundleRows> => {
  let folder: string | null = null
  let imported = 0
  const madeAtMs = new Map<MemberId, number>()

  const nameOf = (memberId: MemberId) =>
    members().find((member) => member.memberId === memberId)?.name ?? ''
  const reportOf = (text: string): ImportReport => {
    const first = cases[2]?.view
    const base: ImportReport = {
      from: ben.name,
      madeAtMs: nowMs() - hourMs,
      newEntries: 14,
      duplicates: 3,
      waiting: 0,
      refused: [],
      damagedPieces: 0,
      newNotices: 1,
      newCases: first === undefined ? [] : [{ caseId: first.caseId, codeName: first.codeName }],
      closedCases: 0,
    }
    if (text.startsWith('bundle:known')) {
      return { ...base, newEntries: 0, duplicates: 17, newNotices: 0, newCases: [] }
    }
    if (text.startsWith('bundle:damaged')) {
      return {
        ...base,
        newEntries: 5,
        waiting: 2,
        damagedPieces: 1,
        closedCases: 1,
        refused: [
          { code: 'entry/bad-signature', count: 1 },
          { code: 'lockbox/not-cleared', count: 2 },
        ],
      }
    }
    return base
  }
  const work = async () => {
    emit({ kind: 'progress', task: 'bundle', fraction: null })
    for (const fraction of [0.5, 1]) {
      await new Promise((done) => setTimeout(done, scenario.kdfMs / 2))
      emit({ kind: 'progress', task: 'bundle', fraction })
    }
  }
  const refused = (): RefusedEntryView[] =>
    scenario.name === 'alone' || scenario.isCalm
      ? []
      : [
          {
            entryId: entryIdOf(70_001),
            where: 'case',
            codeName: cases[3]?.view.codeName ?? null,
            by: dana.name,
            code: 'entry/after-cut',
            atMs: nowMs() - 3 * hourMs,
          },
          {
            entryId: entryIdOf(70_002),
            where: 'committee',
            codeName: null,
            by: cleo.name,
            code: 'entry/forked',
            atMs: nowMs() - 30 * hourMs,
          },
          {
            entryId: entryIdOf(70_003),
            where: 'unknown',
            codeName: null,
            by: cleo.name,
            code: 'entry/from-a-later-version',
            atMs: null,
          },
        ]

  return {
    'bundle.targets': () =>
      ok(
        members()
          .filter(({ state, isSelf }) => state === 'current' && !isSelf)
          .map(({ memberId, name }, at) => ({
            memberId,
            name,
            entries: madeAtMs.has(memberId) ? 0 : at * 7,
            lastMadeAtMs: madeAtMs.get(memberId) ?? (at === 3 ? null : nowMs() - at * 20 * hourMs),
            lastHeardAtMs: at === 3 ? null : nowMs() - (at + 1) * 30 * hourMs,
            isAskedFirst: memberId === onCallWith(),
          }))
          .sort((a, b) => Number(b.isAskedFirst) - Number(a.isAskedFirst)),
      ),
    'bundle.make': async ({ memberIds }) => {
      await work()
      for (const memberId of memberIds) madeAtMs.set(memberId, nowMs())
      emit({ kind: 'committee-changed' })
      return ok(
        memberIds.map((memberId, at) => ({
          memberId,
          name: nameOf(memberId),
          fileName: `sealed-7c1e90a${at}.conclave`,
          bytes: new TextEncoder().encode(`bundle:${'0'.repeat(18_000 + at * 5_000)}`),
        })),
      )
    },
    'bundle.preview': ({ bytes }) => {
      const text = new TextDecoder().decode(bytes)
      return text.startsWith('bundle:') ? ok(reportOf(text)) : refuse('bundle/not-a-bundle')
    },
    'bundle.import': async ({ bytes }) => {
      const text = new TextDecoder().decode(bytes)
      if (!text.startsWith('bundle:')) return refuse('bundle/not-a-bundle')
      await work()
      const report = reportOf(imported++ === 0 ? text : 'bundle:known')
      letIn()
      emit({ kind: 'notices-changed' })
      return ok(report)
    },
    'bundle.folder': () =>
      ok({
        folder,
        state: folder === null ? 'off' : 'watching',
        lastImports:
          folder === null
            ? []
            : [
                {
                  ...reportOf('bundle:'),
                  newCases: [],
                  fileName: 'sealed-19ab44e7.conclave',
                  atMs: nowMs() - hourMs,
                },
              ],
      }),
    'bundle.setFolder': ({ folder: next }) => {
      if (next?.includes('missing') === true) return refuse('bundle/folder-missing')
      folder = next
      return ok(null)
    },
    'refused.list': () => ok(refused()),
  }
}
