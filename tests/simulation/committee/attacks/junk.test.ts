import { describe, expect, it } from 'vitest'
import { refusedLimits } from '../../../../electron/vault/ledger/apply-op'
import { unwrap } from '../../../../shared/errors/result'
import { deliveryTo, openCase, setupCommittee } from '../../../support/committee-of'

/** More than a call takes arguments. */
const junkEntries = 150_000

describe('a delivery of junk', () => {
  it('[promise 7] is counted, costs little, and loses nothing of what came with it', async () => {
    const { ada, ben } = await setupCommittee('ada', 'ben')
    const { notice } = await openCase(ada)
    const honest = deliveryTo(ada, ben)
    const junk = Array.from({ length: junkEntries }, (_entry, at) =>
      Uint8Array.of(at >> 16, at >> 8, at),
    )
    const spaces = honest.spaces.map((one) => ({ ...one, entries: [...junk, ...one.entries] }))
    const report = unwrap(await ben.ledger.receive({ ...honest, spaces }, ada.deviceId))
    expect(report.refused).toEqual([
      { code: 'entry/malformed', count: junkEntries * spaces.length },
    ])
    expect(ben.ledger.refused()).toHaveLength(refusedLimits.count)
    expect(ben.ledger.spaceOf(notice)?.kind).toBe('notice')
  }, 30_000)
})
