import { describe, expect, it } from 'vitest'
import { makeSigningKeys, randomBytes } from '../../../../../electron/vault/crypto/keys'
import { makeEpochKey } from '../../../../../electron/vault/ledger/lockbox'
import { unwrap } from '../../../../../shared/errors/result'
import type { Delivery, SpaceDelivery } from '../../../../../shared/formats/delivery'
import { encodeEntry } from '../../../../../shared/formats/entry'
import type { SpaceId } from '../../../../../shared/formats/ledger-ids'
import {
  declare,
  deliveryTo,
  enter,
  type Laptop,
  meet,
  note,
  openCase,
  send,
  setupCommittee,
  shareCase,
  standingIn,
} from '../../../../support/committee-of'
import { makeScribe, parse, signedPartOf, spaceOne } from '../../../../support/ledger-log'
import { restoreFrom } from '../../../../support/memory-store'

const only = (delivery: Delivery, space: string): SpaceDelivery => {
  const found = delivery.spaces.find((one) => one.space === space)
  if (!found) throw new Error('nothing of that space')
  return found
}

const of = (space: SpaceDelivery): Delivery => ({ spaces: [space], haves: [], receipts: [] })

const give = async (to: Laptop, delivery: Delivery, from: Laptop) =>
  unwrap(await to.ledger.receive(delivery, from.deviceId))

/** Ada has written six facts of one run and two alone that Ben lacks. */
const setupNews = async () => {
  const cast = await setupCommittee('ada', 'ben')
  const { ada, ben } = cast
  const { caseId, notice } = await shareCase([ada, ben])
  unwrap(
    await ada.ledger.append([
      { space: caseId, facts: [1, 2, 3, 4, 5, 6].map((n) => note(`line ${n}`)) },
    ]),
  )
  await enter(ada, caseId, 'status.set', { status: 'acknowledged' })
  await enter(ada, caseId, 'overview.set', { severity: 'low' })
  return { ...cast, caseId, notice, news: only(deliveryTo(ada, ben), caseId) }
}

describe('what arrives', () => {
  it('[promise 6] comes to the same in reverse order', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    await give(ben, of({ ...news, entries: news.entries.toReversed() }), ada)
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
  })

  it('[promise 6] comes to the same twice, the second time as duplicates', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    const first = await give(ben, of(news), ada)
    expect(first).toMatchObject({ newEntries: 8, duplicates: 0, refused: [] })
    const second = await give(ben, of(news), ada)
    expect(second).toMatchObject({ newEntries: 0, duplicates: 8, refused: [], spacesChanged: [] })
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
  })

  it('[promise 6] comes to the same one by one, the last first', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    const alone = news.entries.map((entry) => of({ ...news, entries: [entry], parts: [] }))
    for (const delivery of alone.toReversed()) await give(ben, delivery, ada)
    const report = await give(ben, of({ ...news, entries: [] }), ada)
    expect(report.refused).toEqual([])
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
    for (const entry of ben.ledger.entriesOf(caseId))
      for (const part of entry.parts) expect(ben.ledger.hasPart(part)).toBe(true)
  })

  it('is pending until its run is signed, and without effect', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    const before = standingIn(ben, caseId)
    const unsigned = news.entries.filter((bytes) => parse(bytes).signature === null)
    expect(unsigned).toHaveLength(5)
    const report = await give(ben, of({ ...news, entries: unsigned, parts: [] }), ada)
    expect(report).toMatchObject({ newEntries: 5, pending: 5 })
    expect(standingIn(ben, caseId)).toEqual(before)
    await give(ben, of(news), ada)
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
  })

  it('[promise 7] loses nothing else when one entry is damaged, and that one comes again', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    const damaged = news.entries.map((bytes, at) => {
      const copy = new Uint8Array(bytes)
      if (at === 6) copy[copy.length - 1] = (copy.at(-1) as number) ^ 1
      return copy
    })
    const report = await give(ben, of({ ...news, entries: damaged }), ada)
    expect(report.refused).toEqual([{ code: 'entry/bad-signature', count: 1 }])
    expect(report).toMatchObject({ newEntries: 7, waiting: 1 })
    expect(ben.ledger.refused()).toMatchObject([
      { space: caseId, code: 'entry/bad-signature', fromDevice: ada.deviceId },
    ])
    await give(ben, of(news), ada)
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
  })

  it('[promise 7] refuses a bad signature inside a well signed run, and not the run', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    const entries = news.entries.map((bytes, at) =>
      at === 2 ? encodeEntry(signedPartOf({ bytes }), randomBytes(64)) : bytes,
    )
    const report = await give(ben, of({ ...news, entries }), ada)
    expect(report.refused).toContainEqual({ code: 'entry/bad-signature', count: 1 })
    await give(ben, of({ ...news, entries: [news.entries[2] as Uint8Array] }), ada)
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
  })

  it('[promise 7] takes a good copy beside a badly signed one of the same entry', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    const bad = news.entries.map((bytes) => encodeEntry(signedPartOf({ bytes }), randomBytes(64)))
    const report = await give(ben, of({ ...news, entries: [...bad, ...news.entries] }), ada)
    expect(report).toMatchObject({ newEntries: 8, waiting: 0 })
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
  })

  it('[promise 7] holds what a stranger signed, without effect', async () => {
    const { ada, ben, caseId } = await setupNews()
    const before = standingIn(ben, caseId)
    const stranger = makeScribe(makeSigningKeys(), makeEpochKey(spaceOne, 0)).write(null, {
      header: { space: caseId as SpaceId },
    })
    const delivery = of({ space: caseId, entries: [stranger.bytes], parts: [] })
    expect(await give(ben, delivery, ada)).toMatchObject({ newEntries: 1, waiting: 1 })
    expect(standingIn(ben, caseId)).toEqual(before)
    expect(await enter(ben, caseId, 'status.set', { status: 'acknowledged' })).toMatchObject({
      void: null,
    })
  })

  it('[promise 7] refuses what was signed for another space', async () => {
    const { ada, ben, caseId, notice, news } = await setupNews()
    const report = await give(ben, of({ ...news, space: notice, parts: [] }), ada)
    expect(report.refused).toEqual([{ code: 'entry/wrong-space', count: 8 }])
    expect(standingIn(ben, caseId)).not.toEqual(standingIn(ada, caseId))
  })

  it('refuses a space of which no key came', async () => {
    const { ada, ben, cleo } = await setupCommittee('ada', 'ben', 'cleo')
    const { caseId } = await shareCase([ada, ben])
    const whole = only(ada.ledger.collect(ben.memberId, new Map()), caseId)
    const report = await give(cleo, of(whole), ada)
    const count = whole.entries.length
    expect(report.refused).toEqual([{ code: 'bundle/unknown-space', count }])
    expect(cleo.ledger.spaceOf(caseId)).toBeNull()
    expect(cleo.memory.store.db.exec(`SELECT 1 FROM entry WHERE space = '${caseId}'`)).toEqual([])
    expect(cleo.memory.store.db.exec(`SELECT 1 FROM refused WHERE space = '${caseId}'`)).toEqual([])
  })

  it('never comes back to a space that was erased', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    unwrap(await ben.ledger.erase([caseId]))
    expect((await give(ben, of(news), ada)).refused).toEqual([{ code: 'space/erased', count: 8 }])
    expect((await send(ada, ben)).newSpaces).toEqual([])
  })

  it('takes a part that an entry cites, and no other', async () => {
    const { ada, ben, news } = await setupNews()
    const { parts } = news
    const report = await give(ben, of({ ...news, entries: [], parts }), ada)
    expect(report.refused).toEqual([{ code: 'part/not-cited', count: 6 }])
    expect((await give(ben, of(news), ada)).refused).toEqual([])
  })

  it('asks again for a part that did not arrive', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    await give(ben, of({ ...news, parts: news.parts.slice(1) }), ada)
    await send(ben, ada)
    await send(ada, ben)
    for (const entry of ben.ledger.entriesOf(caseId))
      for (const part of entry.parts) expect(ben.ledger.hasPart(part)).toBe(true)
  })

  it('drops an erased part wherever it is, and does not take it again', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    await give(ben, of(news), ada)
    const [partId] = ben.ledger.entriesOf(caseId).at(-3)?.parts ?? []
    await enter(ada, caseId, 'part.erased', { partIds: [partId], reason: 'asked' })
    expect((await send(ada, ben)).hasErased).toBe(true)
    expect(ben.ledger.hasPart(partId as never)).toBe(false)
    await give(ben, of(news), ada)
    expect(ben.ledger.hasPart(partId as never)).toBe(false)
  })

  it('stands still on a critical entry of a kind that came later, until the update', async () => {
    const { ada, ben, caseId } = await setupNews()
    await enter(ada, caseId, 'verdict.predicted', {})
    await send(ada, ben)
    expect(ben.ledger.access(caseId)?.needsUpdate).toBe(true)
    const refused = { ok: false, error: { code: 'space/update-needed' } }
    expect(await ben.ledger.append([{ space: caseId, facts: [note('more')] }])).toEqual(refused)
    expect(await ben.ledger.grant(caseId, ada.memberId)).toEqual(refused)
  })

  it('reads the same after the vault was opened anew', async () => {
    const { ada, ben, caseId, news } = await setupNews()
    await give(ben, of(news), ada)
    const before = standingIn(ben, caseId)
    ben.reopen()
    expect(standingIn(ben, caseId)).toEqual(before)
    expect(ben.ledger.committee()).toEqual(ada.ledger.committee())
  })
})

describe('a fork', () => {
  /** Ada's folder was copied: two laptops with one key write different things. */
  const setupFork = async () => {
    const cast = await setupCommittee('ada', 'ben', 'cleo')
    const { ada, ben, cleo } = cast
    const { caseId } = await shareCase([ada, ben, cleo])
    const copy = ada.memory.store.db.export()
    await enter(ada, caseId, 'status.set', { status: 'acknowledged' })
    const first = deliveryTo(ada, ben)
    await restoreFrom(ada.memory.store.db, copy)
    ada.reopen()
    await enter(ada, caseId, 'status.set', { status: 'closed' })
    return { ...cast, caseId, first, second: deliveryTo(ada, ben) }
  }

  it('[promise 6] leaves both branches without effect, in either order, and freezes the device', async () => {
    const { ada, ben, cleo, caseId, first, second } = await setupFork()
    for (const delivery of [first, second]) await give(ben, delivery, ada)
    for (const delivery of [second, first]) await give(cleo, delivery, ada)
    expect(standingIn(ben, caseId)).toEqual(standingIn(cleo, caseId))
    expect(standingIn(ben, caseId).filter(([, code]) => code === 'entry/forked')).toHaveLength(2)
    expect(ben.ledger.access(caseId)?.forkedDevices).toEqual([ada.deviceId])
    await send(ben, ada)
    expect(ada.ledger.isFrozen(ada.deviceId)).toBe(true)
    expect(await ada.ledger.append([{ space: caseId, facts: [note('more')] }])).toEqual({
      ok: false,
      error: { code: 'device/frozen' },
    })
  })

  it('[promise 6] keeps the text of one branch alone, the same one everywhere', async () => {
    const { ada, ben, cleo, caseId, first, second } = await setupFork()
    for (const delivery of [first, second]) await give(ben, delivery, ada)
    await send(ben, cleo)
    expect(standingIn(cleo, caseId)).toEqual(standingIn(ben, caseId))
    await enter(ben, caseId, 'status.set', { status: 'acknowledged' })
    await meet(ben, cleo)
    expect(standingIn(cleo, caseId).at(-1)?.[1]).toBeNull()
    expect(await declare(ben, (await openCase(ben)).notice)).toMatchObject({ void: null })
  })
})
