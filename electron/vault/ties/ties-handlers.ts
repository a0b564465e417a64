import type { VaultHandlers } from '../../../shared/contracts/vault'
import { err, ok } from '../../../shared/errors/result'
import type { UnlockedVault } from '../session/unlocked-vault'
import { acceptTies, readAcceptedTies, tiesIn } from './accepted-ties'
import { getTies, setTies } from './ties-store'

export type TiesHandlers = Pick<
  VaultHandlers,
  'ties.get' | 'ties.set' | 'case.checkTies' | 'case.acceptTies'
>

export const createTiesHandlers = (vault: UnlockedVault): TiesHandlers => ({
  'ties.get': () => {
    const ties = getTies(vault)
    if (!ties.ok) return ties
    const { people, employers } = ties.value
    return ok({ people: people.map(({ name, aliases }) => ({ name, aliases })), employers })
  },
  'ties.set': ({ people, employers }) =>
    setTies(vault, {
      people: people.map((person) => ({ ...person, handles: [] })),
      employers,
    }),
  'case.checkTies': ({ caseId }) => {
    const state = vault.cases.get(caseId)
    if (!state) return err({ code: 'case/unknown' })
    return ok({ ties: readAcceptedTies(vault).has(caseId) ? [] : tiesIn(vault, state) })
  },
  'case.acceptTies': async ({ caseId }) => {
    if (!vault.cases.get(caseId)) return err({ code: 'case/unknown' })
    const kept = await vault.store.commit([acceptTies(vault, caseId)])
    if (!kept.ok) return kept
    vault.emit({ kind: 'notices-changed' })
    return ok(null)
  },
})
