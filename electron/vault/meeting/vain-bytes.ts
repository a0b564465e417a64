import type { Delivery } from '../../../shared/formats/delivery'
import type { ReceiveReport } from '../ledger/ledger-port'

/** What it costs to look at something that is named without any entry. */
const namedBytes = 64

/** As far as a delivery brings nothing: names of spaces alone, and everything when all of it is here already. */
export const vainBytesOf = (
  { spaces, haves, receipts }: Delivery,
  sizeBytes: number,
  report: ReceiveReport | null,
): number => {
  const hollow = spaces.filter(({ entries, parts }) => entries.length + parts.length === 0)
  const named = (hollow.length + haves.length + receipts.length) * namedBytes
  if (report && report.newEntries + report.pending + report.waiting > 0) return named
  // Honest vaults bring the same now and then, and it is soon recognised.
  return named + (report && report.duplicates > 0 ? sizeBytes / 16 : sizeBytes)
}
