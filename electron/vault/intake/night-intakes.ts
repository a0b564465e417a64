import type { VaultHandlers } from '../../../shared/contracts/vault'
import { emptyDraft, IntakeDraft } from '../../../shared/domain/intake'
import { IntakeId } from '../../../shared/domain/terms'
import { err, ok } from '../../../shared/errors/result'
import { type Bytes, bytesToHex, textOf, utf8 } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { randomBytes } from '../crypto/keys'
import type { StoreOp } from '../ledger/store-ops'
import { readLocalBytes } from '../session/local-settings'
import type { Session } from '../session/session'
import type { VaultDoor } from '../session/vault-door'
import { finishIntake } from './finish-intake'

/** What a sealed file holds. Only the vault's own device can open it. */
const SealedIntake = z.strictObject({
  intakeId: IntakeId,
  draft: IntakeDraft,
  savedAtMs: z.number(),
  ended: z.boolean(),
})

export type NightHandlers = Pick<VaultHandlers, 'night.start' | 'night.save'>

/**
 * Calls at a locked laptop. Nothing of them is kept in memory: each save is sealed to the key in the
 * folder's header, so that a vault process that crashed and came back goes on where it was.
 *
 * @param isLocked an unlocked vault has a better place: a late save of a call that was brought in
 *   already would only bring back older words
 */
export const createNightHandlers = (
  door: VaultDoor,
  isLocked: () => boolean,
  now: () => number,
): NightHandlers => ({
  'night.start': async ({ folder, channel }) => {
    const intakeKey = await door.intakeKeyOf(folder)
    if (!intakeKey.ok) return intakeKey
    const intakeId = bytesToHex(randomBytes(16)) as IntakeId
    return ok({ intakeId, draft: emptyDraft(channel, now()) })
  },
  'night.save': async ({ folder, intakeId, draft, ended }) => {
    if (!isLocked()) return err({ code: 'intake/unknown' })
    const intakeKey = await door.intakeKeyOf(folder)
    if (!intakeKey.ok) return intakeKey
    const plaintext = utf8(JSON.stringify({ intakeId, draft, savedAtMs: now(), ended }))
    const sealed = await door.sealIntake(folder, intakeKey.value, intakeId, plaintext)
    return sealed.ok ? ok(null) : err({ code: 'storage/write-failed', cause: sealed.error.code })
  },
})

const parseSealed = (plaintext: Bytes | null) => {
  if (plaintext === null) return null
  try {
    return SealedIntake.parse(JSON.parse(textOf(plaintext)))
  } catch {
    return null
  }
}

/**
 * After unlocking: calls that were ended become cases, the others open intakes. A file goes only when
 * what it held is durable in the vault, and that it came in is remembered for good, so that neither a
 * file that cannot be removed nor one that a power cut brings back comes in twice. One that does not
 * open, or that is refused, stays where it is and keeps no other from coming in.
 */
export const importNightIntakes = async (door: VaultDoor, session: Session): Promise<void> => {
  const { vault, committeeSpace, folder } = session
  const { device, store } = vault
  // A call that was taken before a restored folder got its new device is sealed to the older one.
  for (const { boxKeys } of [device, ...device.former]) {
    for (const { name, plaintext } of await door.readIntakes(folder, boxKeys)) {
      const sealed = parseSealed(plaintext)
      if (!sealed) continue
      const { intakeId, draft, savedAtMs, ended } = sealed
      const taken: StoreOp = {
        op: 'put-local',
        key: `night-${intakeId}`,
        value: new Uint8Array([1]),
      }
      if (readLocalBytes(store.db, taken.key) === null) {
        const finished = ended ? await finishIntake(vault, committeeSpace, draft, [taken]) : null
        // Somebody may be a member: that is asked before anything is announced, in the open intake.
        const isToFinish =
          !finished || (!finished.ok && finished.error.code === 'notice/member-named')
        const kept = isToFinish
          ? await store.commit([putNightIntake(intakeId, draft, savedAtMs), taken])
          : finished
        if (!kept.ok) continue
      }
      await door.removeIntake(folder, name)
    }
  }
}

const putNightIntake = (intakeId: IntakeId, draft: IntakeDraft, savedAtMs: number): StoreOp => ({
  op: 'put-intake',
  intakeId,
  draft: JSON.stringify(draft),
  savedAtMs,
  takenWhileLocked: true,
})
