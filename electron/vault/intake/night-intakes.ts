import type { VaultHandlers } from '../../../shared/contracts/vault'
import { emptyDraft, IntakeDraft } from '../../../shared/domain/intake'
import { IntakeId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
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

/** A call that is being taken at a locked laptop: where it goes, and nothing of what was said. */
interface NightCall {
  readonly folder: string
  readonly intakeKey: Bytes
}

export type NightHandlers = Pick<VaultHandlers, 'night.start' | 'night.save'>

export const createNightHandlers = (door: VaultDoor, now: () => number): NightHandlers => {
  const calls = new Map<IntakeId, NightCall>()
  return {
    'night.start': async ({ folder, channel }) => {
      const intakeKey = await door.intakeKeyOf(folder)
      if (!intakeKey.ok) return intakeKey
      const intakeId = bytesToHex(randomBytes(16)) as IntakeId
      calls.set(intakeId, { folder, intakeKey: intakeKey.value })
      return ok({ intakeId, draft: emptyDraft(channel, now()) })
    },
    'night.save': async ({ folder, intakeId, draft, ended }) => {
      const call = calls.get(intakeId)
      if (!call || call.folder !== folder) return err({ code: 'intake/unknown' })
      const plaintext = utf8(JSON.stringify({ intakeId, draft, savedAtMs: now(), ended }))
      const sealed = await door.sealIntake(folder, call.intakeKey, intakeId, plaintext)
      if (!sealed.ok) return sealed
      if (ended) calls.delete(intakeId)
      return ok(null)
    },
  }
}

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
 * what it held is durable in the vault; one that does not open stays where it is, and one that cannot
 * be removed is remembered, so that it does not come in twice.
 *
 * @returns how many were brought in
 */
export const importNightIntakes = async (
  door: VaultDoor,
  session: Session,
): Promise<Result<number>> => {
  const { vault, committeeSpace, folder } = session
  let brought = 0
  for (const { name, plaintext } of await door.readIntakes(folder, vault.device.boxKeys)) {
    const sealed = parseSealed(plaintext)
    if (!sealed) continue
    const { intakeId, draft, savedAtMs, ended } = sealed
    const taken: StoreOp = { op: 'put-local', key: `night-${intakeId}`, value: new Uint8Array([1]) }
    if (readLocalBytes(vault.store.db, taken.key) === null) {
      const kept = ended
        ? await finishIntake(vault, committeeSpace, draft, [taken])
        : await vault.store.commit([
            {
              op: 'put-intake',
              intakeId,
              draft: JSON.stringify(draft),
              savedAtMs,
              takenWhileLocked: true,
            },
            taken,
          ])
      if (!kept.ok) return kept
      brought++
    }
    const removed = await door.removeIntake(folder, name)
    if (removed.ok) await vault.store.commit([{ ...taken, value: null }])
  }
  return ok(brought)
}
