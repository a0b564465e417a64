import type { VaultClient, VaultEvent, VaultHandlers } from '../../../shared/contracts/vault'
import type { SessionStatus } from '../../../shared/contracts/views'
import {
  createTextDoc,
  encodeTextDoc,
  mergeTextUpdates,
  narrativeUpdateFromText,
} from '../../../shared/document'
import type { CaseFactContent, CaseFactKind } from '../../../shared/domain/case/facts'
import { isPoliceUnasked } from '../../../shared/domain/case/selectors'
import { emptyDraft, type IntakeDraft } from '../../../shared/domain/intake'
import type { CaseId, IntakeId } from '../../../shared/domain/terms'
import type { Failure } from '../../../shared/errors/result'
import { err, ok, type Result } from '../../../shared/errors/result'
import {
  compareRows,
  createCaseFromDraft,
  createFakeCases,
  type FakeCase,
  rowOf,
} from './fake-cases'
import { historyRowOf } from './fake-history'
import type { FakeMeeting } from './fake-meeting'
import { createFakeMembers } from './fake-members'
import { createFakeNotices } from './fake-notices'
import { findingsOf, findPlaybook, playbooks } from './fake-playbooks'
import { firstStatus, listingsOf, unlockedStatus, waitingStatus } from './fake-session'
import {
  entryIdOf,
  fingerprintWords,
  intakeIdOf,
  personIdOf,
  recoveryKey,
  renewedRecoveryKey,
  taskIdOf,
  vaultIdOf,
} from './made-up'
import { minAcceptableChars, type Scenario } from './scenario'

interface OpenIntake {
  readonly draft: IntakeDraft
  readonly savedAtMs: number
  readonly takenWhileLocked: boolean
}

export interface FakeVaultDeps {
  readonly scenario: Scenario
  readonly emit: (event: VaultEvent) => void
  readonly nowMs: () => number
  readonly meeting: FakeMeeting['handlers']
  /** The phase survives a reload of the page, as that of a real vault process does. */
  readonly loadPhase: () => SessionStatus['phase'] | null
  readonly savePhase: (phase: SessionStatus['phase']) => void
}

const monthMs = 30 * 24 * 3_600_000
const refuse = (code: string): Result<never, Failure> => err({ code })
const done = ok(null)

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** A vault made of air: it answers every row of the contract from memory, with made-up people. */
export const createFakeVault = (deps: FakeVaultDeps): VaultClient => {
  const { scenario, emit, nowMs } = deps
  const cases: FakeCase[] = createFakeCases(scenario.caseCount, nowMs())
  const texts = new Map<string, Uint8Array>()
  const intakes = new Map<IntakeId, OpenIntake>()
  let listings = listingsOf(scenario)
  let playbook = findPlaybook('elastic') ?? playbooks[0]
  let shownKey = recoveryKey
  let counter = 5_000
  let status: SessionStatus = (() => {
    const phase = deps.loadPhase()
    if (phase === 'unlocked') return unlockedStatus(scenario)
    if (phase === 'waiting-to-join') return waitingStatus(scenario, nowMs())
    return phase === 'locked' ? { phase: 'locked' } : firstStatus(scenario, nowMs())
  })()

  const setStatus = (next: SessionStatus): SessionStatus => {
    status = next
    deps.savePhase(next.phase)
    emit({ kind: 'session-changed' })
    return next
  }
  const derive = async (task: 'unlock' | 'found' | 'passphrase' | 'join') => {
    const steps = 4
    emit({ kind: 'progress', task, fraction: null })
    for (let step = 1; step <= steps; step++) {
      await wait(scenario.kdfMs / steps)
      emit({ kind: 'progress', task, fraction: step / steps })
    }
  }
  const refusalOf = (passphrase: string): string | null => {
    if (passphrase.startsWith('fail:')) return passphrase.slice('fail:'.length)
    return passphrase === 'wrong' ? 'vault/wrong-passphrase' : null
  }
  const open = (folder: string) => {
    if (scenario.name === 'moved') {
      return setStatus({ phase: 'moved-or-restored', vaultId: vaultIdOf(1), folder })
    }
    if (scenario.name === 'waiting') return setStatus(waitingStatus(scenario, nowMs(), { folder }))
    return setStatus(unlockedStatus(scenario, { folder }))
  }
  const find = (caseId: CaseId) => cases.find(({ view }) => view.caseId === caseId)
  const nextEntry = () => entryIdOf(++counter)
  const provenance = () => ({ entryId: nextEntry(), by: 'Ada Mirwald', atMs: nowMs() })
  const changeStatus = (change: Parameters<typeof unlockedStatus>[1]) => {
    if (status.phase === 'unlocked') setStatus({ ...status, ...change })
    if (status.phase === 'waiting-to-join') {
      setStatus({ ...status, warnings: change?.warnings ?? status.warnings })
    }
    return done
  }
  /** Applies a change to a case, writes its history, and answers with the entry. */
  const write = <K extends CaseFactKind>(
    caseId: CaseId,
    kind: K,
    content: CaseFactContent<K>,
    change: (view: FakeCase['view']) => Partial<FakeCase['view']> = () => ({}),
  ) => {
    const caseFile = find(caseId)
    if (caseFile === undefined) return refuse('case/unknown')
    const entryId = nextEntry()
    caseFile.view = { ...caseFile.view, ...change(caseFile.view), updatedAtMs: nowMs() }
    caseFile.history.push(
      historyRowOf({ entryId, kind, content, by: 'Ada Mirwald', atMs: nowMs() }),
    )
    emit({ kind: 'case-changed', caseId })
    return ok({ entryId })
  }
  const finish = (intakeId: IntakeId, draft: IntakeDraft) => {
    const made = createCaseFromDraft(cases.length, draft, nowMs())
    cases.push(made)
    intakes.delete(intakeId)
    emit({ kind: 'intakes-changed' })
    emit({ kind: 'cases-changed' })
    return ok({ caseId: made.view.caseId, codeName: made.view.codeName })
  }
  const textKey = (caseId: CaseId, name: string) => `${caseId} ${name}`
  const textOf = (caseId: CaseId, name: string): Uint8Array => {
    const kept = texts.get(textKey(caseId, name))
    if (kept !== undefined) return kept
    const text = name === 'narrative' ? (find(caseId)?.narrative ?? '') : ''
    return text === '' ? encodeTextDoc(createTextDoc()) : narrativeUpdateFromText(text, 1)
  }

  const members = createFakeMembers({
    scenario,
    emit,
    nowMs,
    nextEntry,
    cases,
    startJoin: async (passphrase, change) => {
      await derive('join')
      const code = refusalOf(passphrase)
      if (code === null) setStatus(waitingStatus(scenario, nowMs(), change))
      return code
    },
    waiting: () => (status.phase === 'waiting-to-join' ? status : null),
    setMembership: (membership) => changeStatus({ membership }),
  })
  const notices = createFakeNotices({
    scenario,
    emit,
    nowMs,
    nextEntry,
    cases,
    members: members.list,
    committeeWaits: members.waitsForMe,
    letIn: () => {
      if (status.phase === 'waiting-to-join') {
        setStatus(unlockedStatus(scenario, { memberName: status.memberName }))
      }
    },
  })

  const handlers: VaultHandlers = {
    ...members.handlers,
    ...notices.handlers,
    ...deps.meeting,
    'vault.list': () => ok(listings),
    'vault.addFolder': ({ folder }) => {
      if (folder.includes('empty')) return refuse('vault/not-a-vault')
      const added = {
        vaultId: vaultIdOf(8),
        folder,
        label: folder.split(/[\\/]/).at(-1) ?? folder,
        status: 'ok' as const,
        cloudDrive: null,
        sealedIntakes: 0,
      }
      listings = [...listings, added]
      return ok(added)
    },
    'vault.status': () =>
      ok(status.phase === 'unlocked' ? { ...status, openIntakes: intakes.size } : status),
    'vault.found': async (input) => {
      await derive('found')
      const code = refusalOf(input.passphrase)
      if (code !== null) return refuse(code)
      const folder = `${input.parentFolder ?? '/home/ada/Conclave'}/vault`
      setStatus(
        unlockedStatus(scenario, {
          folder,
          committeeName: input.committeeName,
          memberName: input.memberName,
          warnings: ['recovery-unconfirmed'],
        }),
      )
      return ok({
        vaultId: vaultIdOf(1),
        folder,
        recoveryKey: shownKey,
        fingerprintWords: [...fingerprintWords],
      })
    },
    'vault.confirmRecoveryKey': (input) => {
      const typed = plain(input.recoveryKey)
      if (typed.length !== plain(shownKey).length) return refuse('recovery/key-mistyped')
      if (typed !== plain(shownKey)) return refuse('recovery/key-wrong')
      return changeStatus({ warnings: [] })
    },
    'vault.unlock': async ({ folder, passphrase }) => {
      await derive('unlock')
      const code = refusalOf(passphrase)
      return code === null ? ok(open(folder)) : refuse(code)
    },
    'vault.recover': async (input) => {
      await derive('unlock')
      if (plain(input.recoveryKey).length !== plain(shownKey).length)
        return refuse('recovery/key-mistyped')
      if (plain(input.recoveryKey) !== plain(shownKey)) return refuse('recovery/key-wrong')
      const opened = open(input.folder)
      if (opened.phase !== 'unlocked' || opened.readOnly === null) return ok(opened)
      return ok(setStatus({ ...opened, warnings: ['passphrase-not-changed'] }))
    },
    'vault.answerMoved': () => ok(setStatus(unlockedStatus(scenario))),
    'vault.lock': () => {
      setStatus({ phase: 'locked' })
      return done
    },
    'vault.checkPassphrase': async ({ passphrase }) => {
      await derive('unlock')
      const code = refusalOf(passphrase)
      return code === null ? done : refuse(code)
    },
    'vault.changePassphrase': async ({ current }) => {
      await derive('passphrase')
      const code = refusalOf(current)
      return code === null ? done : refuse(code)
    },
    'vault.renewRecoveryKey': async ({ passphrase }) => {
      await derive('passphrase')
      const code = refusalOf(passphrase)
      if (code !== null) return refuse(code)
      shownKey = renewedRecoveryKey
      changeStatus({ warnings: ['recovery-unconfirmed'] })
      return ok({ recoveryKey: shownKey, fingerprintWords: [...fingerprintWords] })
    },
    'vault.setIdleLock': ({ minutes }) => changeStatus({ idleLockMinutes: minutes }),
    'vault.acceptWarning': ({ warning }) =>
      changeStatus({
        warnings:
          status.phase === 'unlocked' ? status.warnings.filter((kept) => kept !== warning) : [],
      }),
    'passphrase.rate': async ({ passphrase }) => {
      await wait(scenario.ratingMs)
      const score = Math.min(4, Math.floor(passphrase.length / 5))
      const acceptable = passphrase.length >= minAcceptableChars
      return ok({ score, acceptable, adviceKey: acceptable ? null : 'anotherWord' })
    },

    'committee.get': () =>
      playbook === undefined
        ? refuse('internal/defect')
        : ok({
            name: 'Northwind Code of Conduct Committee',
            foundedAtMs: nowMs() - 14 * monthMs,
            playbook,
            members: members.list().map((member) => ({
              memberId: member.memberId,
              name: member.name,
              employer: member.employer,
              admittedAtMs: member.admittedAtMs,
              agreementVersion: member.agreementVersion,
              agreementAcceptedAtMs: member.agreementAcceptedAtMs,
              devices: member.devices,
            })),
          }),
    'playbook.list': () =>
      ok(playbooks.map(({ id, name, description }) => ({ id, name, description }))),
    'playbook.get': ({ id }) => {
      const found = findPlaybook(id)
      return found === undefined ? refuse('playbook/unknown') : ok(found)
    },
    'playbook.check': ({ json }) => ok({ findings: findingsOf(json) }),
    'playbook.adopt': ({ json }) => {
      if (findingsOf(json).length > 0) return refuse('playbook/invalid')
      playbook = JSON.parse(json)
      emit({ kind: 'session-changed' })
      return ok({ entryId: nextEntry() })
    },

    'intake.start': ({ channel }) => {
      const intakeId = intakeIdOf(++counter)
      const draft = emptyDraft(channel, nowMs())
      intakes.set(intakeId, { draft, savedAtMs: nowMs(), takenWhileLocked: false })
      emit({ kind: 'intakes-changed' })
      return ok({ intakeId, draft })
    },
    'intake.save': ({ intakeId, draft }) => {
      const kept = intakes.get(intakeId)
      if (kept === undefined) return refuse('intake/unknown')
      intakes.set(intakeId, { ...kept, draft, savedAtMs: nowMs() })
      return done
    },
    'intake.list': () => ok([...intakes].map(([intakeId, intake]) => ({ intakeId, ...intake }))),
    'intake.finish': ({ intakeId, draft, membersNamed }) => {
      if (!intakes.has(intakeId)) return refuse('intake/unknown')
      const asked = notices.askAboutNames(
        draft,
        (membersNamed ?? []).map(({ memberId }) => memberId),
      )
      return asked.ok ? finish(intakeId, draft) : asked
    },
    'intake.outOfScope': ({ intakeId }) => {
      intakes.delete(intakeId)
      emit({ kind: 'intakes-changed' })
      return ok({ entryId: nextEntry() })
    },
    'intake.discard': ({ intakeId }) => {
      intakes.delete(intakeId)
      emit({ kind: 'intakes-changed' })
      return done
    },
    'night.start': ({ channel }) =>
      ok({ intakeId: intakeIdOf(++counter), draft: emptyDraft(channel, nowMs()) }),
    'night.save': ({ folder, ended }) => {
      if (ended) {
        listings = listings.map((listing) =>
          listing.folder === folder
            ? { ...listing, sealedIntakes: listing.sealedIntakes + 1 }
            : listing,
        )
      }
      return done
    },

    'case.list': ({ filter, sort, descending, offset, limit }) => {
      const rows = cases
        .map(rowOf)
        .filter(
          (row) =>
            (filter.status.length === 0 || filter.status.includes(row.status)) &&
            (filter.channel.length === 0 || filter.channel.includes(row.channel)) &&
            (filter.severity.length === 0 || filter.severity.includes(row.severity)) &&
            (!filter.overdueOnly || row.deadline?.state === 'overdue'),
        )
        .sort((a, b) => (descending ? -1 : 1) * compareRows[sort](a, b))
      return ok({
        rows: rows.slice(offset, offset + limit),
        total: rows.length,
        unfilteredTotal: cases.length,
      })
    },
    'case.search': ({ text, limit }) => {
      const word = text.trim().toLowerCase()
      const hits = word === '' ? [] : cases.flatMap((caseFile) => searchIn(caseFile, word))
      return ok({ hits: hits.slice(0, limit), more: hits.length > limit })
    },
    'case.get': ({ caseId }) => {
      const caseFile = find(caseId)
      return caseFile === undefined ? refuse('case/unknown') : ok(caseFile.view)
    },
    'case.history': ({ caseId, offset, limit }) => {
      const caseFile = find(caseId)
      if (caseFile === undefined) return refuse('case/unknown')
      const { history } = caseFile
      return ok({ rows: history.slice(offset, offset + limit), total: history.length })
    },
    'case.addPerson': ({ caseId, person }) => {
      const personId = personIdOf(++counter)
      const written = write(caseId, 'person.added', { personId, person }, (view) => ({
        people: [
          ...view.people,
          { ...person, personId, provenance: provenance(), corrected: false },
        ],
      }))
      return written.ok ? ok({ ...written.value, personId }) : written
    },
    'case.correctPerson': ({ caseId, personId, person }) =>
      write(caseId, 'person.corrected', { personId, person }, (view) => ({
        people: view.people.map((known) =>
          known.personId === personId ? { ...known, ...person, corrected: true } : known,
        ),
      })),
    'case.recordIdentity': ({ caseId }) =>
      write(caseId, 'identity.recorded', {}, (view) => ({
        reporter: { ...view.reporter, state: 'sealed' },
      })),
    'case.openIdentity': ({ caseId, reason }) => {
      const written = write(caseId, 'identity.opened', { reason }, (view) => ({
        reporter: { ...view.reporter, opened: [...view.reporter.opened, provenance()] },
      }))
      if (!written.ok) return written
      const identity = { name: 'Imke Vandael', contact: '+32 470 00 01 42', pronouns: 'she/her' }
      return ok({ ...written.value, identity })
    },
    'case.openSafety': () =>
      ok({
        location: 'Ground floor, by the cloakroom',
        clothing: 'Green cardigan, grey backpack',
        meetingPlace: 'Quiet room 0.14',
      }),
    'case.meetingHappened': ({ caseId }) => {
      const { partId } = find(caseId)?.view.safety ?? { partId: null }
      return write(
        caseId,
        'part.erased',
        { partIds: partId === null ? [] : [partId], reason: 'meeting-happened' },
        () => ({ safety: { state: 'erased', partId: null } }),
      )
    },
    'case.setOverview': ({ caseId, severity, urgency, category, occurred }) => {
      const set = {
        ...(severity === undefined ? {} : { severity }),
        ...(urgency === undefined ? {} : { urgency }),
        ...(category === undefined ? {} : { category }),
        ...(occurred === undefined ? {} : { occurred }),
      }
      return write(caseId, 'overview.set', set, () => set)
    },
    'case.setStatus': ({ caseId, status: next }) =>
      write(caseId, 'status.set', { status: next }, () => ({ status: next })),
    'case.recordWishes': ({ caseId, wishes }) =>
      write(caseId, 'wishes.recorded', { wishes }, () => ({
        wishes: { ...wishes, provenance: provenance() },
      })),
    'case.recordTold': ({ caseId, itemId, told }) =>
      write(caseId, 'told.recorded', { itemId, told }, (view) => ({
        told: view.told.map((item) =>
          item.id === itemId ? { ...item, provenance: told ? provenance() : null } : item,
        ),
      })),
    'case.recordEmergency': ({ caseId, emergency }) =>
      write(caseId, 'emergency.recorded', { emergency }, (view) => ({
        emergencies: [
          ...view.emergencies,
          { ...emergency, policeUnasked: isPoliceUnasked(emergency), provenance: provenance() },
        ],
      })),
    'case.recordSeenElsewhere': ({ caseId, seen }) =>
      write(caseId, 'seen-elsewhere.recorded', { seen }, (view) => ({
        seenElsewhere: [...view.seenElsewhere, { ...seen, provenance: provenance() }],
      })),
    'case.requestTakedown': ({ caseId, takedown }) =>
      write(caseId, 'takedown.requested', { takedown }, (view) => ({
        takedowns: [...view.takedowns, { ...takedown, provenance: provenance() }],
      })),
    'case.addTask': ({ caseId, title, detail }) => {
      const taskId = taskIdOf(++counter)
      const task = { taskId, kind: 'general' as const, title, detail }
      const written = write(caseId, 'task.added', task, (view) => ({
        tasks: [...view.tasks, { ...task, doneAtMs: null, provenance: provenance() }],
      }))
      return written.ok ? ok({ ...written.value, taskId }) : written
    },
    'case.completeTask': ({ caseId, taskId, done: isDone }) =>
      write(caseId, 'task.completed', { taskId, done: isDone }, (view) => ({
        tasks: view.tasks.map((task) =>
          task.taskId === taskId ? { ...task, doneAtMs: isDone ? nowMs() : null } : task,
        ),
      })),
    'case.takeBack': ({ caseId, entryId }) => {
      const written = write(caseId, 'entry.taken-back', { entryId })
      const caseFile = find(caseId)
      if (written.ok && caseFile !== undefined) {
        caseFile.history = caseFile.history.map((row) =>
          row.entryId === entryId
            ? { ...row, correctedBy: written.value.entryId, undoable: false }
            : row.entryId === written.value.entryId
              ? { ...row, corrects: entryId, undoable: false }
              : row,
        )
      }
      return written
    },
    'case.erasePart': ({ caseId, partId }) =>
      write(caseId, 'part.erased', { partIds: [partId], reason: 'asked' }, (view) => ({
        reporter:
          view.reporter.partId === partId
            ? { ...view.reporter, state: 'erased', partId: null }
            : view.reporter,
        safety: view.safety.partId === partId ? { state: 'erased', partId: null } : view.safety,
      })),
    'case.eraseText': ({ caseId, name }) =>
      write(caseId, 'part.erased', { partIds: [], reason: 'asked' }, (view) => ({
        texts: view.texts.map((text) => (text.name === name ? { ...text, state: 'erased' } : text)),
      })),
    'case.eraseAll': ({ caseId, codeName }) => {
      const at = cases.findIndex(({ view }) => view.caseId === caseId)
      if (at < 0) return refuse('case/unknown')
      if (cases[at]?.view.codeName !== codeName) return refuse('case/name-mismatch')
      cases.splice(at, 1)
      emit({ kind: 'cases-changed' })
      return done
    },
    'text.open': ({ caseId, name }) => {
      const state = find(caseId)?.view.texts.find((text) => text.name === name)?.state
      return state === undefined
        ? refuse('case/unknown')
        : ok({ update: textOf(caseId, name), state })
    },
    'text.edit': ({ caseId, name, update }) => {
      texts.set(textKey(caseId, name), mergeTextUpdates([textOf(caseId, name), update]))
      return write(caseId, 'text.updated', { name }, (view) => ({
        texts: view.texts.map((text) =>
          text.name === name ? { ...text, state: 'present' } : text,
        ),
      }))
    },
  }

  return Object.fromEntries(
    Object.entries(handlers).map(([row, handler]) => [
      row,
      // Through a task of its own, as an answer from another process comes.
      async (input: never) => {
        await wait(0)
        return scenario.failing?.row === row ? refuse(scenario.failing.code) : handler(input)
      },
    ]),
  ) as unknown as VaultClient
}

const aroundChars = 40

const searchIn = ({ view, narrative }: FakeCase, word: string) => {
  const at = narrative.toLowerCase().indexOf(word)
  if (at < 0 && !view.codeName.toLowerCase().includes(word)) return []
  const snippet =
    at < 0
      ? [{ text: view.codeName, hit: true }]
      : [
          { text: narrative.slice(Math.max(0, at - aroundChars), at), hit: false },
          { text: narrative.slice(at, at + word.length), hit: true },
          { text: narrative.slice(at + word.length, at + word.length + aroundChars), hit: false },
        ]
  return [
    {
      caseId: view.caseId,
      codeName: view.codeName,
      status: view.status,
      field: at < 0 ? ('overview' as const) : ('narrative' as const),
      snippet,
    },
  ]
}
