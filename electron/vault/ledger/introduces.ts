import type { Delivery } from '../../../shared/formats/delivery'
import { z } from '../../../shared/util/schema'
import { keyFinder } from './keyring'
import type { LedgerContext } from './ledger-context'
import { readArrivals } from './receive-space'
import { openEntry } from './seal-entry'

const introducing = new Set(['device.admitted', 'device.requested', 'member.requested'])
const About = z.object({ deviceId: z.string() })

/**
 * Whether a delivery brings the fact by which a device comes into the committee, sealed by somebody
 * who has its keys. A restored folder and a second laptop are heard of from themselves first; whether
 * the device really was let in is judged when the entries are taken in.
 */
export const introduces = (
  { db, committeeSpace }: LedgerContext,
  { spaces }: Delivery,
  deviceId: string,
): boolean => {
  const keyFor = keyFinder(db, committeeSpace)
  return spaces
    .filter(({ space }) => space === committeeSpace)
    .flatMap(({ entries }) => readArrivals(committeeSpace, entries).read)
    .some(({ parsed }) => {
      if (parsed?.bodyMode !== 'sealed') return false
      const body = openEntry(parsed, keyFor)
      if (!body.ok || !introducing.has(body.value.kind)) return false
      return About.safeParse(body.value.content).data?.deviceId === deviceId
    })
}
