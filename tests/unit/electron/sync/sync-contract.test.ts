import { describe, expect, it } from 'vitest'
import { createSyncHandlers } from '../../../../electron/sync/sync-handlers'
import { createClient, serveContract } from '../../../../shared/contracts/rpc'
import { SyncAbout, syncContract } from '../../../../shared/contracts/sync'
import { vaultContract } from '../../../../shared/contracts/vault'
import { ok } from '../../../../shared/errors/result'
import { createPortPair } from '../../../support/fake-port'

const setup = (canLink = true, links = 0) => {
  const [main, page] = createPortPair()
  serveContract(syncContract, createSyncHandlers({ canLink, openLinks: () => links }), page, {
    newIncidentId: () => 'incident-1',
    reportDefect: () => {},
    checkAnswers: true,
  })
  return { main, page, client: createClient(syncContract, main) }
}

describe('the contract of the sync window', () => {
  it.each([
    [true, 3],
    [false, 0],
  ])('says whether links can be made (%s), and how many stand', async (canLink, openLinks) => {
    const { client } = setup(canLink, openLinks)
    expect(await client['sync.about']({})).toEqual(ok({ protocolVersion: 1, canLink, openLinks }))
  })

  it('has one row, which takes nothing', async () => {
    expect(Object.keys(syncContract)).toEqual(['sync.about'])
    const { client } = setup()
    expect(await client['sync.about']({ caseId: 'x' } as never)).toMatchObject({
      error: { code: 'contract/invalid-input' },
    })
  })

  it('knows no row of the vault', async () => {
    const { page, main } = setup()
    const rows = Object.keys(vaultContract)
    for (const [index, row] of rows.entries()) {
      main.post({ t: 'q', i: `${index}`, m: row, a: [{}] })
    }
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(page.posted).toEqual(
      rows.map((_row, index) => ({
        t: 's',
        i: `${index}`,
        r: { ok: false, error: { code: 'contract/unknown-row' } },
      })),
    )
  })

  it('has a place in its answer for three plain facts and no other', () => {
    const about = { protocolVersion: 1, canLink: true, openLinks: 0 }
    expect(SyncAbout.safeParse(about).success).toBe(true)
    for (const wrong of [
      { ...about, name: 'x' },
      { ...about, openLinks: -1 },
      { ...about, canLink: 'yes' },
      { ...about, protocolVersion: 0 },
    ]) {
      expect(SyncAbout.safeParse(wrong).success).toBe(false)
    }
  })
})
