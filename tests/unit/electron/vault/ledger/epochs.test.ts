import { describe, expect, it } from 'vitest'
import { makeBoxKeys } from '../../../../../electron/vault/crypto/keys'
import { heldKeysOf } from '../../../../../electron/vault/ledger/keyring'
import {
  type EpochKey,
  makeEpochKey,
  type Recipient,
} from '../../../../../electron/vault/ledger/lockbox'
import { openEntry } from '../../../../../electron/vault/ledger/seal-entry'
import { lockboxesOf } from '../../../../../electron/vault/ledger/stored-entries'
import { unwrap } from '../../../../../shared/errors/result'
import type { DeviceId, SpaceId } from '../../../../../shared/formats/ledger-ids'
import { type Lockbox, maxPredecessors } from '../../../../../shared/formats/lockbox'
import {
  declare,
  deliveryTo,
  enter,
  forge,
  type Laptop,
  meet,
  note,
  openCase,
  send,
  setupCommittee,
  shareCase,
  standingIn,
} from '../../../../support/committee-of'
import { parse } from '../../../../support/ledger-log'

/** A leaver's keys, kept by a modified program. */
const stealKeys = ({ memory }: Laptop, space: string) => heldKeysOf(memory.store.db, space)

/** The bytes of a space that a laptop holds, opened with stolen keys: how many give way. */
const openableWith = (
  keys: ReturnType<typeof stealKeys>,
  { memory }: Laptop,
  space: string,
  ids: readonly string[],
): number => {
  const rows = memory.store.db.exec(`SELECT id, bytes FROM entry WHERE space = '${space}'`)[0]
  return (rows?.values ?? [])
    .filter(([id]) => ids.includes(String(id)))
    .map(([, bytes]) => parse(bytes as Uint8Array))
    .filter(
      (entry) =>
        entry.bodyMode === 'sealed' &&
        openEntry(
          entry,
          (_number, keyId) => keys.find(({ epoch }) => epoch.keyId === keyId)?.key ?? null,
        ).ok,
    ).length
}

const recipientOf = ({ deviceId, device }: Laptop): Recipient => ({
  device: deviceId as DeviceId,
  boxKey: device.boxKeys.publicKey,
})

const headsOf = ({ memory }: Laptop, space: string): readonly string[] =>
  (memory.store.db.exec('SELECT id FROM head WHERE space = ?', [space])[0]?.values ?? []).map(
    ([id]) => String(id),
  )

const lockboxesIn = ({ memory }: Laptop, space: string): readonly Lockbox[] =>
  lockboxesOf(memory.store.db, space).map(({ lockbox }) => lockbox)

const epochNumbers = ({ ledger }: Laptop, space: string, to?: Laptop): readonly number[] => [
  ...new Set(
    (ledger.access(space)?.grants ?? [])
      .filter(({ deviceId }) => to === undefined || deviceId === to.deviceId)
      .map(({ epochNumber }) => epochNumber),
  ),
]

describe('an epoch', () => {
  it('[promise 4] is owed after a recusal and made before the next write, without the one who left', async () => {
    const { ada, ben, cleo } = await setupCommittee('ada', 'ben', 'cleo')
    const { notice, caseId } = await shareCase([ada, ben, cleo])
    const stolen = stealKeys(cleo, caseId)
    const earlier = await enter(ada, caseId, 'overview.set', { severity: 'low' })
    expect(ada.ledger.access(caseId)?.isRotationOwed).toBe(false)
    await enter(cleo, notice, 'access.left', { as: 'recused' })
    await send(cleo, ada)
    expect(ada.ledger.access(caseId)).toMatchObject({
      isRotationOwed: true,
      readers: [ada.memberId, ben.memberId].sort(),
    })
    const later = await enter(ada, caseId, 'status.set', { status: 'acknowledged' })
    expect(ada.ledger.access(caseId)?.isRotationOwed).toBe(false)
    expect(epochNumbers(ada, caseId, cleo)).toEqual([0])
    expect(openableWith(stolen, ada, caseId, [earlier.id])).toBe(1)
    expect(openableWith(stolen, ada, caseId, [later.id])).toBe(0)
    await send(ada, ben)
    expect(standingIn(ben, caseId).at(-1)).toEqual([later.id, null])
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
  })

  it('[promise 4] stays when nobody left: writing makes no lockbox', async () => {
    const { ada, ben } = await setupCommittee('ada', 'ben')
    const { caseId } = await shareCase([ada, ben])
    const before = ada.ledger.access(caseId)?.grants.length
    for (let n = 0; n < 3; n++) await enter(ada, caseId, 'overview.set', { severity: 'low' })
    expect(ada.ledger.access(caseId)?.grants).toHaveLength(before as number)
  })

  it('[promise 4] is made a third time, without both, when two rotations crossed', async () => {
    const cast = await setupCommittee('ada', 'ben', 'cleo', 'dana')
    const { ada, ben, cleo, dana } = cast
    const { notice, caseId } = await shareCase([ada, ben, cleo, dana])
    const stolen = [...stealKeys(cleo, caseId), ...stealKeys(dana, caseId)]
    await enter(cleo, notice, 'access.left', { as: 'recused' })
    await enter(dana, notice, 'access.left', { as: 'recused' })
    await send(cleo, ada)
    await send(dana, ben)
    await enter(ada, caseId, 'overview.set', { severity: 'low' })
    await enter(ben, caseId, 'overview.set', { severity: 'high' })
    await meet(ada, ben)
    expect(ada.ledger.access(caseId)?.isRotationOwed).toBe(true)
    const later = await enter(ada, caseId, 'status.set', { status: 'acknowledged' })
    await meet(ada, ben)
    expect(ada.ledger.access(caseId)?.isRotationOwed).toBe(false)
    expect(openableWith(stolen, ben, caseId, [later.id])).toBe(0)
    expect(standingIn(ben, caseId)).toEqual(standingIn(ada, caseId))
    expect(standingIn(ben, caseId).at(-1)).toEqual([later.id, null])
    expect(epochNumbers(ben, caseId)).toEqual([0, 1, 2])
  })

  it('opens all older ones to who is granted the newest, also where two of them crossed', async () => {
    const { ada, ben, cleo, dana } = await setupCommittee('ada', 'ben', 'cleo', 'dana')
    const { notice, caseId } = await shareCase([ada, ben, cleo])
    await send(ada, dana)
    await declare(dana, notice)
    await enter(cleo, notice, 'access.left', { as: 'recused' })
    await send(cleo, ada)
    await send(cleo, ben)
    await enter(ada, caseId, 'overview.set', { severity: 'low' })
    await enter(ben, caseId, 'overview.set', { severity: 'high' })
    await meet(ada, ben)
    await send(dana, ada)
    unwrap(await ada.ledger.grant(caseId, dana.memberId))
    await send(ada, dana)
    expect(standingIn(dana, caseId)).toEqual(standingIn(ada, caseId))
    expect(dana.ledger.entriesOf(caseId)).toHaveLength(4)
  })

  it('is not given to who declared nothing, a conflict, or left', async () => {
    const { ada, ben, cleo } = await setupCommittee('ada', 'ben', 'cleo')
    const { notice, caseId } = await openCase(ada)
    await meet(ada, ben, cleo)
    const refused = { ok: false, error: { code: 'lockbox/not-cleared' } }
    expect(await ada.ledger.grant(caseId, ben.memberId)).toEqual(refused)
    await declare(ben, notice, 'conflict')
    await declare(cleo, notice)
    await enter(cleo, notice, 'access.left', { as: 'declined' })
    await meet(ada, ben, cleo)
    expect(await ada.ledger.grant(caseId, ben.memberId)).toEqual(refused)
    expect(await ada.ledger.grant(caseId, cleo.memberId)).toEqual(refused)
  })

  it('is given again by any reader to whom a lockbox of it is missing', async () => {
    const { ada, ben, cleo, dana } = await setupCommittee('ada', 'ben', 'cleo', 'dana')
    const { notice, caseId } = await shareCase([ada, ben, dana])
    await send(ada, cleo)
    await declare(cleo, notice)
    await send(cleo, ada)
    unwrap(await ada.ledger.grant(caseId, cleo.memberId))
    // Ben knows nothing of the grant: his new epoch has no lockbox for Cleo.
    await enter(dana, notice, 'access.left', { as: 'recused' })
    await send(dana, ben)
    const later = await enter(ben, caseId, 'overview.set', { severity: 'low' })
    expect(epochNumbers(ben, caseId, cleo)).toEqual([])
    await send(ben, ada)
    expect(epochNumbers(ada, caseId, cleo)).toEqual([0, 1])
    await send(ada, cleo)
    expect(standingIn(cleo, caseId).at(-1)).toEqual([later.id, null])
    expect(standingIn(cleo, caseId)).toEqual(standingIn(ada, caseId))
  })

  it('is told of, never ignored, when its lockbox is ours and does not open', async () => {
    const { ada, ben } = await setupCommittee('ada', 'ben')
    const { caseId } = await shareCase([ada, ben])
    const wrongKey = makeBoxKeys().publicKey
    await forge(ada, caseId, (writer) =>
      writer.addLockbox({
        recipients: [{ device: ben.deviceId as DeviceId, boxKey: wrongKey }],
        epoch: makeEpochKey(caseId as SpaceId, 1),
        predecessors: [],
      }),
    )
    expect(ben.ledger.access(caseId)?.brokenLockboxes).toEqual([])
    await send(ada, ben)
    expect(ben.ledger.access(caseId)?.brokenLockboxes).toMatchObject([
      { code: 'lockbox/does-not-open' },
    ])
  })

  it('[promise 7] is void in the hands of a modified program that grants it to a conflicted member', async () => {
    const { ada, ben, cleo } = await setupCommittee('ada', 'ben', 'cleo')
    const { notice, caseId } = await shareCase([ada, ben])
    await meet(ada, ben, cleo)
    await declare(cleo, notice, 'conflict')
    await meet(ada, ben, cleo)
    await forge(ben, caseId, (writer, [epoch]) =>
      writer.addLockbox({
        recipients: [recipientOf(cleo)],
        epoch: epoch as EpochKey,
        predecessors: [],
      }),
    )
    await send(ben, ada)
    expect(epochNumbers(ada, caseId, cleo)).toEqual([])
    expect(ada.ledger.access(caseId)).toMatchObject({
      isRotationOwed: true,
      readers: [ada.memberId, ben.memberId].sort(),
    })
    expect(deliveryTo(ada, cleo).spaces.map(({ space }) => space)).not.toContain(caseId)
  })

  it('[A14, promise 7] gives no key to a conflicted member by a lockbox for others too, who keep theirs', async () => {
    const { ada, ben, cleo, dana } = await setupCommittee('ada', 'ben', 'cleo', 'dana')
    const { notice, caseId } = await shareCase([ada, ben])
    await meet(ada, ben, cleo, dana)
    await declare(cleo, notice, 'conflict')
    await declare(dana, notice)
    await meet(ada, ben, cleo, dana)
    const heads = [notice, caseId].flatMap((space) => headsOf(ben, space))
    await forge(
      ben,
      caseId,
      (writer, [epoch]) =>
        writer.addLockbox({
          recipients: [recipientOf(cleo), recipientOf(dana)],
          epoch: epoch as EpochKey,
          predecessors: [],
        }),
      heads,
    )
    await send(ben, ada)
    expect(epochNumbers(ada, caseId, cleo)).toEqual([])
    expect(epochNumbers(ada, caseId, dana)).toEqual([0])
    expect(ada.ledger.access(caseId)).toMatchObject({
      isRotationOwed: true,
      readers: [ada.memberId, ben.memberId, dana.memberId].sort(),
    })
    expect(deliveryTo(ada, cleo).spaces.map(({ space }) => space)).not.toContain(caseId)
    await send(ada, dana)
    expect(standingIn(dana, caseId)).toEqual(standingIn(ada, caseId))
  })

  it('is one entry for all readers; one for a reader who comes later', async () => {
    const { ada, ben, cleo, dana } = await setupCommittee('ada', 'ben', 'cleo', 'dana')
    const { notice, caseId } = await shareCase([ada, ben, cleo])
    await enter(cleo, notice, 'access.left', { as: 'recused' })
    await send(cleo, ada)
    const before = lockboxesIn(ada, caseId).length
    await enter(ada, caseId, 'overview.set', { severity: 'low' })
    const [made, ...more] = lockboxesIn(ada, caseId).slice(before)
    expect(more).toEqual([])
    expect(made?.boxes.map(({ device }) => device)).toEqual([ada.deviceId, ben.deviceId].sort())
    await send(ada, dana)
    await declare(dana, notice)
    await send(dana, ada)
    unwrap(await ada.ledger.grant(caseId, dana.memberId))
    const later = lockboxesIn(ada, caseId).slice(before + 1)
    expect(later.map(({ boxes }) => boxes.map(({ device }) => device))).toEqual([[dana.deviceId]])
    expect(later[0]?.predecessors).toEqual(made?.predecessors)
  })

  it('wraps more epochs before than one lockbox holds in several, all of which its readers open', async () => {
    const { ada, ben, cleo } = await setupCommittee('ada', 'ben', 'cleo')
    const { notice, caseId } = await shareCase([ada, ben, cleo])
    const crossed = maxPredecessors + 4
    await forge(ada, caseId, (writer) => {
      for (let n = 0; n < crossed; n++)
        writer.addLockbox({
          recipients: [ben, cleo].map(recipientOf),
          epoch: makeEpochKey(caseId as SpaceId, 1),
          predecessors: [],
        })
    })
    await send(ada, ben)
    await enter(cleo, notice, 'access.left', { as: 'recused' })
    await send(cleo, ben)
    await enter(ben, caseId, 'overview.set', { severity: 'low' })
    const wrapped = lockboxesIn(ben, caseId)
      .slice(-2)
      .map(({ predecessors }) => predecessors.length)
    expect(wrapped).toEqual([maxPredecessors, crossed + 1 - maxPredecessors])
    expect(heldKeysOf(ada.memory.store.db, caseId)).toHaveLength(1)
    await send(ben, ada)
    expect(heldKeysOf(ada.memory.store.db, caseId)).toHaveLength(crossed + 2)
  })

  it('opens nothing of a case to a member who was removed, whatever they kept', async () => {
    const { ada, ben, cleo, committeeSpace } = await setupCommittee('ada', 'ben', 'cleo')
    const { caseId } = await shareCase([ada, ben, cleo])
    const stolen = stealKeys(cleo, caseId)
    await enter(cleo, committeeSpace, 'member.resigned')
    await send(cleo, ada)
    const later = await enter(ada, caseId, 'status.set', { status: 'acknowledged' })
    await send(ada, ben)
    expect(openableWith(stolen, ben, caseId, [later.id])).toBe(0)
    expect(standingIn(ben, caseId).at(-1)).toEqual([later.id, null])
    expect(deliveryTo(ada, cleo)).toMatchObject({ spaces: [], haves: [] })
    expect(await cleo.ledger.append([{ space: caseId, facts: [note('still here')] }])).toEqual({
      ok: false,
      error: { code: 'space/left' },
    })
  })
})
