import { describe, expect, it } from 'vitest'
import type { IntakeDraft } from '../../../../shared/domain/intake'
import { emptyDraft } from '../../../../shared/domain/intake'
import { unwrap } from '../../../../shared/errors/result'
import { exchange, foundAs, joinAs } from '../../../support/disk-members'
import { codeOf, setupHomes } from '../../../support/disk-vault'

const newHome = setupHomes()

describe('a member who is reported', () => {
  it('[promise 3] is found by a name that they had before they changed it', async () => {
    const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
    const ada = await foundAs('Ada', newHome(), clock)
    const mallory = await joinAs('Mallory Quill', newHome(), clock, ada)
    await exchange(ada, mallory)
    const employer = 'Quarry Software'
    unwrap(await mallory.handlers['member.changeSelf']({ name: 'M.', aliases: [], employer }))
    await exchange(ada, mallory)
    const { intakeId, draft } = unwrap(await ada.handlers['intake.start']({ channel: 'phone' }))
    const taken = {
      ...emptyDraft('phone', draft.receivedAtMs),
      people: [
        {
          role: 'reported',
          name: 'Mallory Quill',
          handles: [],
          aliases: [],
          employer: '',
          pronouns: '',
        },
      ],
    } as IntakeDraft
    unwrap(await ada.handlers['intake.save']({ intakeId, draft: taken }))
    const finished = await ada.handlers['intake.finish']({ intakeId, draft: taken })
    expect(codeOf(finished)).toBe('notice/member-named')
    await ada.stop()
    await mallory.stop()
  })
})
