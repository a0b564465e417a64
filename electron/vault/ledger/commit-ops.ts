import { ok, type Result } from '../../../shared/errors/result'
import type { LedgerContext } from './ledger-context'
import type { StoreOp } from './store-op'

/** Well below the limit of a journal record, and large enough that a big arrival takes few syncs. */
const maxCommitBytes = 8 * 1_048_576
/** Names and frames around the bytes of an operation, about. */
const frameBytes = 400

const sizeOf = (op: StoreOp): number => {
  switch (op.op) {
    case 'put-entry':
    case 'put-refused':
      return frameBytes + op.bytes.length
    case 'put-part':
    case 'replace-part':
      return frameBytes + op.envelope.length
    case 'judge-entry':
      return frameBytes + (op.signed?.length ?? 0)
    default:
      return frameBytes
  }
}

/**
 * Commits in order, in as few steps as their size allows. For changes of which any first ones may stand alone:
 * an arrival that a crash cut short is completed when it comes again.
 */
export const commitOps = async (
  ctx: LedgerContext,
  ops: readonly StoreOp[],
): Promise<Result<null>> => {
  let batch: StoreOp[] = []
  let bytes = 0
  const flush = async (): Promise<Result<null>> => {
    if (batch.length === 0) return ok(null)
    const committed = await ctx.store.commit(batch)
    batch = []
    bytes = 0
    return committed.ok ? ok(null) : committed
  }
  for (const op of ops) {
    const size = sizeOf(op)
    if (bytes + size > maxCommitBytes) {
      const flushed = await flush()
      if (!flushed.ok) return flushed
    }
    batch.push(op)
    bytes += size
  }
  return flush()
}
