import { describe, expect, it } from 'vitest'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { unwrap } from '../../../shared/errors/result'
import { foundAs, joinAs } from '../../support/disk-members'
import { passphrase, setupHomes } from '../../support/disk-vault'

const newHome = setupHomes()

describe('a call at a locked laptop', () => {
  it('that names a member announces nothing by itself: it waits as an open intake (R27)', async () => {
    const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
    const ada = await foundAs('Ada', newHome(), clock)
    await joinAs('Ben', newHome(), clock, ada)
    const { handlers, folder } = ada
    await handlers['vault.lock']({})
    const { intakeId, draft } = unwrap(await handlers['night.start']({ folder, channel: 'phone' }))
    const people = [
      { role: 'reported', name: 'Ben', handles: [], aliases: [], employer: '', pronouns: '' },
    ]
    unwrap(
      await handlers['night.save']({
        folder,
        intakeId,
        draft: { ...draft, people } as IntakeDraft,
        ended: true,
      }),
    )
    unwrap(await handlers['vault.unlock']({ folder, passphrase }))
    expect(unwrap(await handlers['notice.list']({ show: 'all' }))).toEqual([])
    expect(unwrap(await handlers['intake.list']({}))).toMatchObject([
      { intakeId, takenWhileLocked: true, draft: { people: [{ name: 'Ben' }] } },
    ])
  })
})
