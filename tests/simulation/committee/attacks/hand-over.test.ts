import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../../shared/errors/result'
import { exchange, foundAs, joinAs } from '../../../support/disk-members'
import { setupHomes } from '../../../support/disk-vault'

const newHome = setupHomes()

describe('a call-taker with a conflict', () => {
  it('R26: keeps nothing of a hand-over once the other has taken it over', async () => {
    const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
    const ada = await foundAs('Ada', newHome(), clock)
    const ben = await joinAs('Ben', newHome(), clock, ada)
    await exchange(ada, ben)
    const contact = { name: 'Robin Reed', contact: 'robin@example.org', pronouns: '' }
    const { matterId } = unwrap(
      await ada.handlers['handover.make']({ to: ben.memberId, channel: 'phone', contact }),
    )
    await exchange(ada, ben)
    expect(unwrap(await ada.handlers['handover.list']({}))).toMatchObject([
      { mine: 'handed-over', contact: null },
    ])
    expect(unwrap(await ben.handlers['handover.list']({}))).toMatchObject([{ contact }])
    unwrap(await ben.handlers['handover.takeOver']({ matterId }))
    await exchange(ada, ben)
    expect(unwrap(await ben.handlers['handover.list']({}))).toEqual([])
    expect(unwrap(await ada.handlers['handover.list']({}))).toEqual([])
    await ada.stop()
    await ben.stop()
  })
})
