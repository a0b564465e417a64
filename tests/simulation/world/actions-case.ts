import { type CaseCommand, decideCase } from '../../../shared/domain/case/decide'
import { openReport } from '../../../shared/domain/case/open-report'
import { isErased, overviewOf } from '../../../shared/domain/case/selectors'
import { emptyDraft, type IntakeDraft } from '../../../shared/domain/intake'
import { decideNotice } from '../../../shared/domain/notice/decide'
import { emptyNotice } from '../../../shared/domain/notice/state'
import type { MemberId, PersonId, TaskId } from '../../../shared/domain/terms'
import type { Action } from './action'
import { short } from './action'
import { newId } from './committee'
import type { SimVault } from './sim-vault'
import { caseIn, membersIn } from './standings'
import { nameOf } from './world'

/** Enters what a command comes to in a case, as one member. */
export const commandCase = async (
  vault: SimVault,
  space: string,
  asked: CaseCommand,
): Promise<string> => {
  const readers = new Set(vault.ledger().access(space)?.readers)
  const playbook = { categories: new Set<string>(), tellReporter: new Set<string>() }
  const context = { by: vault.memberId, readers, playbook }
  const decided = decideCase(caseIn(vault, space), asked, context)
  if (!decided.ok) return decided.error.code
  const appended = await vault.append([{ space, facts: decided.value }])
  return appended.ok ? 'done' : appended.error.code
}

export const openCaseBy = async (
  vault: SimVault,
  audience: readonly MemberId[],
  leftOut: readonly MemberId[],
  note = 'A made-up report.',
): Promise<{ readonly notice: string; readonly caseSpace: string; readonly code: string }> => {
  const notice = newId()
  const caseSpace = newId()
  const intake: IntakeDraft = {
    ...emptyDraft('phone', 1_000),
    mode: 'named',
    reporter: { name: 'Robin Vale', contact: 'robin@example.org', pronouns: '' },
    note,
  }
  const opening = decideNotice(
    emptyNotice,
    {
      do: 'open',
      reportedNames: ['Rowan Pike'],
      channel: 'phone',
      urgency: 'soon',
      audience,
      leftOut,
    },
    vault.memberId,
  )
  if (!opening.ok) return { notice, caseSpace, code: opening.error.code }
  const facts = openReport(intake, {
    noticeSpace: notice,
    newPersonId: () => newId<PersonId>(),
    newTaskId: () => newId<TaskId>(),
    deadlines: { acknowledgeDueAtMs: null, decideDueAtMs: null },
    labelOf: (key) => key,
    narrative: new Uint8Array([0, 0]),
  })
  const { space } = vault.committee
  const appended = await vault.append([
    { space: notice, create: { kind: 'notice', wider: space }, facts: opening.value },
    { space: caseSpace, create: { kind: 'case', wider: notice }, facts },
  ])
  return { notice, caseSpace, code: appended.ok ? 'done' : appended.error.code }
}

/** Enough for members to be in some cases and out of others. */
const maxCases = 3

export const openCase: Action = {
  name: 'opens a case',
  weight: 10,
  play: async ({ world, vault, chance }) => {
    if (world.cases.length >= maxCases) return null
    const others = membersIn(vault).filter((one) => one !== vault.memberId)
    const leftOut = chance.happens(0.4) ? chance.shuffle(others).slice(0, 1) : []
    const audience = [vault.memberId, ...others.filter((one) => !leftOut.includes(one))]
    const { notice, caseSpace, code } = await openCaseBy(vault, audience, leftOut)
    if (code === 'done') world.cases.push({ notice, caseSpace })
    const without = leftOut.map((one) => nameOf(world, one)).join()
    return `notice ${short(notice)}, case ${short(caseSpace)}, without ${without || 'nobody'}: ${code}`
  },
}

const randomCommand = (vault: SimVault, space: string, pick: number): CaseCommand => {
  const state = caseIn(vault, space)
  const parts = vault
    .ledger()
    .entriesOf(space)
    .flatMap((entry) => entry.parts)
    .filter((partId) => !isErased(state, partId))
  const tasks = state.facts['task.added']
  switch (pick) {
    case 0:
    case 1:
      return { do: 'add-task', taskId: newId<TaskId>(), title: 'Call back', detail: '' }
    case 2:
      return { do: 'set-overview', occurred: `${overviewOf(state).occurred}.` }
    case 3:
      return { do: 'set-status', status: 'acknowledged' }
    case 4:
    case 5:
      return { do: 'edit-text', name: 'notes', update: new Uint8Array([0, 0]) }
    case 6: {
      const task = tasks.at(-1)
      return task
        ? { do: 'complete-task', taskId: task.content.taskId, done: true }
        : { do: 'ask-identity' }
    }
    case 7: {
      const own = vault
        .ledger()
        .entriesOf(space)
        .findLast((entry) => entry.by === vault.memberId)
      return own ? { do: 'take-back', entryId: own.id } : { do: 'ask-identity' }
    }
    default: {
      const partId = parts.at(-1)
      return partId ? { do: 'erase-part', partId } : { do: 'ask-identity' }
    }
  }
}

export const writeInCase: Action = {
  name: 'writes in a case',
  weight: 14,
  play: async ({ vault, chance }) => {
    const space = chance.pickAny(vault.ledger().spacesOf('case'))
    if (!space) return null
    const asked = randomCommand(vault, space, chance.below(9))
    return `${asked.do} in ${short(space)}: ${await commandCase(vault, space, asked)}`
  },
}

export const grantSomeone: Action = {
  name: 'grants',
  weight: 14,
  play: async ({ world, vault, chance }) => {
    const wanting = vault
      .ledger()
      .spacesOf('case')
      .flatMap((space) =>
        (vault.ledger().access(space)?.grantable ?? []).map((memberId) => ({ space, memberId })),
      )
    const one = chance.pickAny(wanting)
    if (!one) return null
    const granted = await vault.grant(one.space, one.memberId)
    return `${nameOf(world, one.memberId)} into ${short(one.space)}: ${granted.ok ? 'done' : granted.error.code}`
  },
}

/** Asks for what must be refused: the watch tells if a lockbox comes of it. */
export const grantAnyone: Action = {
  name: 'grants to anyone',
  weight: 2,
  play: async ({ world, vault, chance }) => {
    const space = chance.pickAny(vault.ledger().spacesOf('case'))
    const member = chance.pick(vault.ledger().committee().members)
    if (!space) return null
    const granted = await vault.grant(space, member.memberId)
    return `${nameOf(world, member.memberId)} into ${short(space)}: ${granted.ok ? 'done' : granted.error.code}`
  },
}
