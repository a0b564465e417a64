import type { PresentView } from '../../../shared/contracts/meeting-views'

/** A laptop's number among those of its member that are here; `null` where there is one. */
export const laptopNumbers = (
  present: readonly PresentView[],
): ReadonlyMap<string, number | null> => {
  const counts = new Map<string, number>()
  for (const { memberId } of present) counts.set(memberId, (counts.get(memberId) ?? 0) + 1)
  const seen = new Map<string, number>()
  return new Map(
    present.map(({ deviceId, memberId }) => {
      const number = (seen.get(memberId) ?? 0) + 1
      seen.set(memberId, number)
      return [deviceId, counts.get(memberId) === 1 ? null : number]
    }),
  )
}
