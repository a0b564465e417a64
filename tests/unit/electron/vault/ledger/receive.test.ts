import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../../../shared/errors/result'
import {
  declare,
  meet,
  openCase,
  send,
  setupCommittee,
  standingIn,
} from '../../../../support/committee-of'

describe('a committee of ledgers', () => {
  it('gives every member the same committee', async () => {
    const { ada, ben, cleo, committeeSpace } = await setupCommittee('ada', 'ben', 'cleo')
    expect(ben.ledger.committee()).toEqual(ada.ledger.committee())
    expect(cleo.ledger.committee()).toEqual(ada.ledger.committee())
    expect(ada.ledger.committee().members.map(({ name }) => name)).toEqual(['ada', 'ben', 'cleo'])
    expect(standingIn(cleo, committeeSpace)).toEqual(standingIn(ada, committeeSpace))
    expect(standingIn(ada, committeeSpace).filter(([, code]) => code !== null)).toEqual([])
  })

  it('gives a notice to its audience and a case to who was granted it', async () => {
    const { ada, ben, cleo } = await setupCommittee('ada', 'ben', 'cleo')
    const { notice, caseId } = await openCase(ada)
    await meet(ada, ben, cleo)
    expect(ben.ledger.spaceOf(notice)?.kind).toBe('notice')
    expect(ben.ledger.spaceOf(caseId)).toBeNull()
    expect(await ada.ledger.grant(caseId, ben.memberId)).toEqual({
      ok: false,
      error: { code: 'lockbox/not-cleared' },
    })
    await declare(ben, notice)
    await send(ben, ada)
    unwrap(await ada.ledger.grant(caseId, ben.memberId))
    await meet(ada, ben, cleo)
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
    expect(standingIn(ben, caseId).map(([, code]) => code)).toEqual([null, null])
    const [, text] = ben.ledger.entriesOf(caseId)
    expect(ben.ledger.readPart(text?.parts[0] as never)).toEqual({
      ok: true,
      value: 'canary: the corridor behind the stage',
    })
    expect(cleo.ledger.spaceOf(caseId)).toBeNull()
    expect(ada.ledger.access(caseId)?.readers).toEqual([ada.memberId, ben.memberId].sort())
  })
})
