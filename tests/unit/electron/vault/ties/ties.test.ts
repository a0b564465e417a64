import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { ledgerStoreSchema } from '../../../../../electron/vault/ledger/store-ops'
import { indexCase, plainTextsOf } from '../../../../../electron/vault/search/case-index'
import type { UnlockedVault } from '../../../../../electron/vault/session/unlocked-vault'
import {
  checkCaseAgainstTies,
  proposeFromTies,
} from '../../../../../electron/vault/ties/consult-ties'
import { gateCandidateHere } from '../../../../../electron/vault/ties/gate'
import { getTies, setTies } from '../../../../../electron/vault/ties/ties-store'
import { type CaseState, emptyCase } from '../../../../../shared/domain/case/state'
import type { IntakeDraft } from '../../../../../shared/domain/intake'
import type { CaseId } from '../../../../../shared/domain/terms'
import { unwrap } from '../../../../../shared/errors/result'
import { playCase, somebody } from '../../../../support/case-builder'
import { createMemoryStore } from '../../../../support/memory-store'

beforeAll(loadSodium)

const ties = {
  people: [{ name: 'Rowan Pike', aliases: ['Kanarienvogel'], handles: ['@rowan'] }],
  employers: ['Kelpworks'],
}
const own = { name: 'Ada Mossberg', aliases: [], handles: [] }
const candidate = { name: 'Pike, Rowan', aliases: [], handles: [] }

const caseIdOf = (n: number) => n.toString(16).padStart(32, '0') as CaseId

/** A vault with cases that are indexed and folded, and a count of how often one was folded. */
const setup = async () => {
  const memory = await createMemoryStore(ledgerStoreSchema)
  const states = new Map<CaseId, CaseState>()
  const folded: CaseId[] = []
  const vault = {
    store: memory.store,
    cases: {
      get: (caseId: CaseId) => {
        folded.push(caseId)
        return states.get(caseId) ?? null
      },
    },
  } as unknown as UnlockedVault
  const addCase = (n: number, changes: Partial<IntakeDraft>): CaseState => {
    const { open, state } = playCase(emptyCase(caseIdOf(n)))
    open(changes)
    states.set(caseIdOf(n), state())
    indexCase(memory.store.db, state(), {
      ...plainTextsOf(state()),
      narrative: 'Rowan Pike stands in a text',
      notes: '',
      answers: '',
    })
    return state()
  }
  return { ...memory, vault, folded, addCase }
}

const never = new AbortController().signal

describe('private ties', () => {
  it('are empty before any were set', async () => {
    const { vault } = await setup()
    expect(getTies(vault)).toEqual({ ok: true, value: { people: [], employers: [] } })
  })

  it('come back as they were set, and leave no row when they are taken out', async () => {
    const { vault, store } = await setup()
    unwrap(await setTies(vault, ties))
    expect(unwrap(getTies(vault))).toEqual(ties)
    unwrap(await setTies(vault, { people: [], employers: [] }))
    expect(store.db.exec("SELECT * FROM local WHERE key = 'ties'")).toEqual([])
  })

  it('stand in the local settings and in no other table', async () => {
    const { vault, store } = await setup()
    unwrap(await setTies(vault, ties))
    const tables = store.db
      .exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'case_text%'")
      .flatMap(({ values }) => values.map(([name]) => String(name)))
    const holding = tables.filter((table) =>
      store.db
        .exec(`SELECT * FROM "${table}"`)
        .some(({ values }) =>
          values
            .flat()
            .some((value) =>
              (value instanceof Uint8Array
                ? Buffer.from(value).toString('latin1')
                : String(value)
              ).includes('Kanarienvogel'),
            ),
        ),
    )
    expect(holding).toEqual(['local'])
  })

  it('that cannot be read are a failure, not an empty list', async () => {
    const { vault, store } = await setup()
    unwrap(await store.commit([{ op: 'put-local', key: 'ties', value: new Uint8Array([1, 2]) }]))
    expect(getTies(vault)).toEqual({ ok: false, error: { code: 'ties/unreadable' } })
    expect(proposeFromTies(vault, own, ['Rowan Pike'])).toMatchObject({ ok: false })
  })

  it('that are too long are refused before anything is written', async () => {
    const { vault } = await setup()
    const long = Array.from({ length: 20 }, (_unused, n) =>
      `${n}`.padEnd(300, '\u{1f98a}').slice(0, 300),
    )
    const people = Array.from({ length: 500 }, () => ({ name: '', aliases: long, handles: long }))
    expect(await setTies(vault, { people, employers: [] })).toEqual({
      ok: false,
      error: { code: 'ties/too-large', limitBytes: 1_000_000 },
    })
    expect(unwrap(getTies(vault)).people).toEqual([])
  })

  it('answer with the storage failure when they could not be kept', async () => {
    const { vault, fail } = await setup()
    fail('disk-full')
    expect(await setTies(vault, ties)).toMatchObject({ error: { code: 'vault/read-only' } })
  })

  it('propose a declaration and check a case without telling who matched', async () => {
    const { vault, addCase } = await setup()
    unwrap(await setTies(vault, ties))
    expect(unwrap(proposeFromTies(vault, own, ['PIKE, Rowan'])).answer).toBe('conflict-likely')
    const state = addCase(1, { people: [{ ...somebody, name: '', handles: ['@ROWAN'] }] })
    expect(unwrap(checkCaseAgainstTies(vault, state))).toEqual({
      answer: 'conflict-likely',
      ties: [{ kind: 'person', index: 0 }],
    })
  })
})

describe('the newcomer gate', () => {
  it('finds the cases that name the candidate and folds hardly any other', async () => {
    const { vault, addCase, folded } = await setup()
    for (let n = 1; n <= 450; n++)
      addCase(n, { people: [{ ...somebody, name: `Person${n} Quill`, handles: [] }] })
    addCase(451, { people: [somebody] })
    addCase(452, { people: [{ ...somebody, role: 'witness', name: 'Rowan', handles: [] }] })
    addCase(453, { people: [] })
    expect(unwrap(await gateCandidateHere(vault, candidate, never))).toEqual([
      { caseId: caseIdOf(451), certainty: 'same' },
      { caseId: caseIdOf(452), certainty: 'likely' },
    ])
    expect(folded).toEqual([caseIdOf(451), caseIdOf(452)])
  })

  it('looks into a case whose index is behind', async () => {
    const { vault, store, addCase, folded } = await setup()
    addCase(1, { people: [] })
    store.db.run('INSERT INTO dirty_space(id) VALUES (?)', [caseIdOf(1)])
    expect(unwrap(await gateCandidateHere(vault, candidate, never))).toEqual([])
    expect(folded).toEqual([caseIdOf(1)])
  })

  it('leaves escrowed reports out: they have no notice (R14)', async () => {
    const { vault, addCase } = await setup()
    addCase(1, { mode: 'escrow', people: [somebody] } as Partial<IntakeDraft>)
    expect(unwrap(await gateCandidateHere(vault, candidate, never))).toEqual([])
  })

  it('stops when it is cancelled, also in the middle', async () => {
    const { vault, addCase } = await setup()
    for (let n = 1; n <= 450; n++) addCase(n, { people: [somebody] })
    const controller = new AbortController()
    const running = gateCandidateHere(vault, candidate, controller.signal)
    controller.abort()
    expect(await running).toEqual({ ok: false, error: { code: 'gate/cancelled' } })
  })
})
