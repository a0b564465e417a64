import { describe, expect, it } from 'vitest'
import { attestDevice } from '../../../../../electron/vault/committee/attestation'
import { createLedger } from '../../../../../electron/vault/ledger/ledger'
import { replaceDevice } from '../../../../../electron/vault/session/found-committee'
import { draft } from '../../../../../shared/domain/ledger/fact'
import { unwrap } from '../../../../../shared/errors/result'
import { bytesToHex } from '../../../../../shared/util/bytes'
import {
  enter,
  type Laptop,
  send,
  setupCommittee,
  shareCase,
  standingIn,
} from '../../../../support/committee-of'

describe('a device that takes the place of an older one', () => {
  /** Ada's folder was restored: it goes on under new keys. */
  const setupRestored = async (...others: readonly ('ben' | 'cleo')[]) => {
    const cast = await setupCommittee('ada', ...others)
    const { ada, laptops, committeeSpace, clock } = cast
    const { caseId } = await shareCase(laptops)
    const secret = await enter(ada, caseId, 'identity.recorded', {}, [
      { kind: 'identity', value: { name: 'Noor Haddad' } },
    ])
    const now = () => clock.nowMs++
    const older = { device: ada.device, committeeSpace }
    const attest = (admitted: { memberId: string; deviceId: string; boxKey: string }) =>
      attestDevice(ada.device.signKeys.secretKey, admitted)
    const { device } = unwrap(await replaceDevice(ada.memory.store, older, attest, now))
    const ledger = createLedger({ store: ada.memory.store, device, committeeSpace, now })
    const restored: Laptop = {
      ...ada,
      device,
      deviceId: bytesToHex(device.signKeys.publicKey),
      ledger,
    }
    return { ...cast, restored, caseId, secret }
  }

  it('reads everything, writes without the older one, and what it writes counts', async () => {
    const { ada, restored, caseId, secret } = await setupRestored()
    expect(restored.ledger.toLeave()).toEqual([])
    expect(restored.ledger.readPart(secret.parts[0] as never)).toEqual({
      ok: true,
      value: { name: 'Noor Haddad' },
    })
    expect(restored.ledger.access(caseId)?.isRotationOwed).toBe(true)
    await enter(restored, caseId, 'status.set', { status: 'acknowledged' })
    await enter(restored, caseId, 'overview.set', { severity: 'low' })
    const { isRotationOwed, grants } = restored.ledger.access(caseId) ?? {}
    expect(isRotationOwed).toBe(false)
    expect(grants?.map(({ deviceId, epochNumber }) => [deviceId, epochNumber])).toEqual([
      [ada.deviceId, 0],
      [restored.deviceId, 1],
    ])
    expect(standingIn(restored, caseId).filter(([, code]) => code !== null)).toEqual([])
  })

  it('reaches the others, whose lockboxes then are for it alone', async () => {
    const { ada, ben, restored, caseId } = await setupRestored('ben')
    await enter(restored, caseId, 'status.set', { status: 'acknowledged' })
    await send(restored, ben as Laptop)
    expect(standingIn(ben as Laptop, caseId)).toEqual(standingIn(restored, caseId))
    const facts = [draft('overview.set', { severity: 'low' })]
    unwrap(await (ben as Laptop).ledger.append([{ space: caseId, facts }]))
    const devices = ben?.ledger.committee().devices.filter(({ revokedBy }) => revokedBy !== null)
    expect(devices?.map(({ deviceId }) => deviceId)).toEqual([ada.deviceId])
    await send(ben as Laptop, restored)
    expect(standingIn(restored, caseId)).toEqual(standingIn(ben as Laptop, caseId))
    expect(standingIn(restored, caseId).filter(([, code]) => code !== null)).toEqual([])
  })
})
