import { describe, expect, it } from 'vitest'
import { draft } from '../../../../../shared/domain/ledger/fact'
import { unwrap } from '../../../../../shared/errors/result'
import { encodeDelivery } from '../../../../../shared/formats/delivery'
import { bytesToHex } from '../../../../../shared/util/bytes'
import {
  declare,
  deliveryTo,
  enter,
  forge,
  forgeFacts,
  meet,
  openCase,
  send,
  setupCommittee,
  shareCase,
  standingIn,
} from '../../../../support/committee-of'

describe('what is sent', () => {
  it('[promise 3] to a reported member is the same with and without the case', async () => {
    const { ada, ben, cleo } = await setupCommittee('ada', 'ben', 'cleo')
    await meet(ada, ben, cleo)
    const before = encodeDelivery(deliveryTo(ada, cleo))
    const { notice, caseId } = await openCase(ada, [cleo])
    await meet(ada, ben)
    await declare(ben, notice)
    await meet(ada, ben)
    unwrap(await ada.ledger.grant(caseId, ben.memberId))
    await meet(ada, ben)
    expect(encodeDelivery(deliveryTo(ada, cleo))).toEqual(before)
    const fromBen = bytesToHex(encodeDelivery(deliveryTo(ben, cleo)))
    for (const id of [notice, caseId]) expect(fromBen).not.toContain(id)
    for (const row of ada.memory.store.db.exec(
      `SELECT id FROM entry WHERE space IN ('${notice}', '${caseId}')`,
    )[0]?.values ?? [])
      expect(fromBen).not.toContain(String(row[0]))
  })

  it('[promise 3] to a conflicted member has the notice and no byte of the case', async () => {
    const { ada, ben, cleo } = await setupCommittee('ada', 'ben', 'cleo')
    const { notice, caseId } = await openCase(ada)
    await meet(ada, ben, cleo)
    await declare(ben, notice)
    await declare(cleo, notice, 'conflict')
    await meet(ada, ben, cleo)
    unwrap(await ada.ledger.grant(caseId, ben.memberId))
    const before = encodeDelivery(deliveryTo(ada, cleo))
    await enter(ada, caseId, 'overview.set', { severity: 'high' })
    expect(encodeDelivery(deliveryTo(ada, cleo))).toEqual(before)
    expect(bytesToHex(encodeDelivery(ada.ledger.collect(cleo.memberId, new Map())))).not.toContain(
      caseId,
    )
  })

  it('is the same bytes when it is asked for twice', async () => {
    const { ada, ben } = await setupCommittee('ada', 'ben')
    await shareCase([ada, ben])
    const whole = () => encodeDelivery(ada.ledger.collect(ben.memberId, new Map()))
    expect(whole()).toEqual(whole())
  })

  it('is nothing more once a device said that it has everything', async () => {
    const { ada, ben } = await setupCommittee('ada', 'ben')
    const { caseId } = await shareCase([ada, ben])
    expect(deliveryTo(ada, ben).spaces).toEqual([])
    expect(ada.ledger.access(caseId)?.isOnlyCopy).toBe(false)
    await enter(ada, caseId, 'overview.set', { severity: 'low' })
    expect(ada.ledger.access(caseId)?.isOnlyCopy).toBe(true)
    expect(deliveryTo(ada, ben).spaces).toHaveLength(1)
  })

  it('is nothing at all to someone who was never a member', async () => {
    const { ada } = await setupCommittee('ada', 'ben')
    expect(ada.ledger.collect('f0'.repeat(16) as never, new Map())).toEqual({
      spaces: [],
      haves: [],
      receipts: [],
    })
  })
})

describe('one who leaves', () => {
  const setupRecusal = async () => {
    const cast = await setupCommittee('ada', 'ben', 'cleo')
    const { ada, ben, cleo } = cast
    const { notice, caseId } = await shareCase([ada, ben, cleo])
    const last = await enter(cleo, caseId, 'overview.set', { severity: 'high' })
    await enter(cleo, notice, 'access.left', { as: 'recused' })
    return { ...cast, notice, caseId, last }
  }
  const rowsOf = (
    laptop: { memory: { store: { db: { exec: (sql: string) => { values: unknown[][] }[] } } } },
    table: string,
    space: string,
  ) =>
    laptop.memory.store.db.exec(`SELECT count(*) FROM ${table} WHERE space = '${space}'`)[0]
      ?.values[0]?.[0]

  it('is told which spaces to leave, and keeps its own sealed bytes alone', async () => {
    const { cleo, caseId } = await setupRecusal()
    expect(cleo.ledger.toLeave()).toEqual([caseId])
    unwrap(await cleo.ledger.leave(caseId))
    expect(cleo.ledger.spaceOf(caseId)).toBeNull()
    expect(cleo.ledger.entriesOf(caseId)).toEqual([])
    expect(rowsOf(cleo, 'epoch_key', caseId)).toBe(0)
    expect(rowsOf(cleo, 'part', caseId)).toBe(0)
    expect(rowsOf(cleo, 'entry', caseId)).toBe(1)
    expect(cleo.ledger.toLeave()).toEqual([])
  })

  it('destroys them when a remaining reader says that they arrived', async () => {
    const { ada, cleo, caseId, last } = await setupRecusal()
    const parting = deliveryTo(cleo, ada)
    unwrap(await cleo.ledger.leave(caseId))
    await send(ada, cleo)
    expect(rowsOf(cleo, 'entry', caseId)).toBe(1)
    unwrap(await ada.ledger.receive(parting, cleo.deviceId))
    expect(standingIn(ada, caseId).some(([id]) => id === last.id)).toBe(true)
    expect((await send(ada, cleo)).hasErased).toBe(true)
    expect(rowsOf(cleo, 'entry', caseId)).toBe(0)
  })

  it('keeps them while a receipt names other entries than theirs, or more, or fewer', async () => {
    const { ada, cleo, caseId, last } = await setupRecusal()
    unwrap(await ada.ledger.receive(deliveryTo(cleo, ada), cleo.deviceId))
    unwrap(await cleo.ledger.leave(caseId))
    const { receipts } = deliveryTo(ada, cleo)
    const receipt = receipts.find(({ space }) => space === caseId)
    expect(receipt).toEqual({ space: caseId, device: cleo.deviceId, count: 1, last: last.id })
    const told = { space: caseId, device: cleo.deviceId }
    for (const wrong of [
      { ...told, count: 1, last: 'f0'.repeat(32) },
      { ...told, count: 2, last: last.id },
      { ...told, count: 0, last: last.id },
    ]) {
      const delivery = { spaces: [], haves: [], receipts: [wrong] }
      expect(unwrap(await cleo.ledger.receive(delivery, ada.deviceId)).hasErased).toBe(false)
      expect(rowsOf(cleo, 'entry', caseId)).toBe(1)
    }
    await send(ada, cleo)
    expect(rowsOf(cleo, 'entry', caseId)).toBe(0)
  })

  it('is not brought back by an old delivery', async () => {
    const { ada, cleo, caseId } = await setupRecusal()
    const old = ada.ledger.collect(cleo.memberId, new Map())
    unwrap(await cleo.ledger.leave(caseId))
    const report = unwrap(await cleo.ledger.receive(old, ada.deviceId))
    expect(report.refused.map(({ code }) => code)).toEqual(['bundle/unknown-space'])
    expect(cleo.ledger.spaceOf(caseId)).toBeNull()
    expect(rowsOf(cleo, 'part', caseId)).toBe(0)
  })

  it('[promise 7] enters nothing that counts after the cut, with a modified program and all its keys', async () => {
    const { ada, ben, cleo, notice, caseId } = await setupRecusal()
    await send(cleo, ada)
    await enter(ada, caseId, 'status.set', { status: 'acknowledged' })
    await meet(ada, ben)
    await forge(cleo, caseId, forgeFacts([draft('status.set', { status: 'closed' })]))
    const [left] = cleo.ledger.entriesOf(notice).filter(({ kind }) => kind === 'access.left')
    const claims = forgeFacts([draft('overview.set', { severity: 'low' })])
    await forge(cleo, caseId, claims, [left?.id as string])
    await send(cleo, ada)
    await meet(ada, ben)
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
    const codes = standingIn(ben, caseId).map(([, code]) => code)
    expect(codes.filter((code) => code !== null).sort()).toEqual([
      'entry/after-cut',
      'entry/author-left',
    ])
  })
})
