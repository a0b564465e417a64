import { answersPartOf, isErased } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import type { CaseId } from '../../../shared/domain/terms'
import { z } from '../../../shared/util/schema'
import { indexWithoutEffect } from '../exchange/without-effect'
import { selectRows } from '../ledger/select'
import { indexNotice } from '../notices/open-notices'
import { indexCase, plainTextsOf } from '../search/case-index'
import type { UnlockedVault } from '../session/unlocked-vault'

export const Answers = z.array(z.object({ key: z.string(), label: z.string(), value: z.string() }))

/** The reporter's answers to the script's prompts; empty when there are none or they were erased. */
export const answersOf = (vault: UnlockedVault, state: CaseState): z.infer<typeof Answers> => {
  const partId = answersPartOf(state)
  if (partId === null || isErased(state, partId)) return []
  const part = vault.ledger.readPart(partId)
  const parsed = part.ok ? Answers.safeParse(part.value) : null
  return parsed?.success ? parsed.data : []
}

/** Brings a case's row and full text up to date. The sealed identity and safety notes stay out. */
export const reindexCase = (vault: UnlockedVault, state: CaseState): void => {
  indexWithoutEffect(vault, state.caseId)
  indexCase(vault.store.db, state, {
    ...plainTextsOf(state),
    narrative: vault.texts.plainOf(state, 'narrative'),
    notes: vault.texts.plainOf(state, 'notes'),
    answers: answersOf(vault, state)
      .map(({ label, value }) => `${label} ${value}`)
      .join('\n'),
  })
}

/** After a crash: brings up to date what was committed and not indexed yet. */
export const reindexDirty = (vault: UnlockedVault): void => {
  for (const { id } of selectRows(
    vault.store.db,
    'SELECT id FROM dirty_space',
    [],
    z.object({ id: z.string() }),
  )) {
    const state = vault.cases.get(id as CaseId)
    if (state) reindexCase(vault, state)
    else if (vault.ledger.spaceOf(id)?.kind === 'notice') indexNotice(vault, id)
    else {
      indexWithoutEffect(vault, id)
      vault.store.db.run('DELETE FROM dirty_space WHERE id = ?', [id])
    }
  }
}
