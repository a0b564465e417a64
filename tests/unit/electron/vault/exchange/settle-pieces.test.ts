import { describe, expect, it } from 'vitest'
import { exchangeVaultOf } from '../../../../../electron/vault/meeting/vault-of-session'
import { listCases as listNow } from '../../../../../electron/vault/search/case-list'
import { unwrap } from '../../../../../shared/errors/result'
import { splitDelivery } from '../../../../../shared/formats/split-delivery'
import { declare, setupCommittee } from '../../../../support/disk-committee'
import { type DiskMember, exchange, send } from '../../../../support/disk-members'
import { listCases, setupHomes, takeReport } from '../../../../support/disk-vault'

const newHome = setupHomes()

const everyCase: Parameters<typeof listNow>[1] = {
  filter: { status: [], channel: [], severity: [], overdueOnly: false },
  sort: 'received',
  descending: true,
  offset: 0,
  limit: 100,
}

const unlockedOf = ({ unlocked }: DiskMember) => {
  const vault = unlocked()
  if (!vault) throw new Error('a vault that is locked')
  return vault
}

describe('a case that arrives in pieces, the rest of its entries later', () => {
  it('is settled after each piece, and is there after the last, when the window is told to read again', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const { caseId } = await takeReport(ada.handlers, { note: 'behind the stage' })
    for (const title of ['Write to the reporter', 'Ask the venue', 'Meet again'])
      unwrap(await ada.handlers['case.addTask']({ caseId, title, detail: '' }))
    await exchange(ada, ben)
    unwrap(await declare(ben, 'no-conflict'))
    await send(ben, ada)

    const [from, to] = [unlockedOf(ada), unlockedOf(ben)]
    const pieces = [
      ...splitDelivery(from.ledger.collect(ben.memberId, from.ledger.knownHaves()), 3_000),
    ]
    expect(pieces.length).toBeGreaterThan(1)
    /** Cases that the list had whenever the window was told to read it again, since the last arrival. */
    let listed: number[] = []
    const emit: typeof to.emit = (event) => {
      if (event.kind === 'cases-changed') listed.push(listNow(to.store.db, everyCase, 0).total)
      to.emit(event)
    }
    const vault = exchangeVaultOf({ ...to, emit }, ben.inTurn)
    for (const piece of pieces) {
      const report = unwrap(await vault.takeIn(piece, from.ownDeviceId))
      listed = []
      expect(await vault.settle([report], new Set())).toEqual({ ok: true, value: null })
    }
    expect((await listCases(ben.handlers)).total).toBe(1)
    expect(listed.at(-1)).toBe(1)
  })
})
