import { z } from '../../../shared/util/schema'

/**
 * The durable changes of a vault, one journal record per list. They are plain data and
 * deterministic: replaying them over the image they were made on gives the same database.
 *
 * What can be derived (the case index, full text, text checkpoints) is not among them: applying an
 * entry marks its space as dirty, and the index is brought up to date from there, now or after a crash.
 */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const id = z.string().regex(/^[0-9a-f]{16,128}$/)
const count = z.number().int().min(0)
const status = z.enum(['verified', 'pending', 'gap'])

export const StoreOp = z.discriminatedUnion('op', [
  /** Also brings back a space that this member left; never one that was erased. */
  z.strictObject({
    op: z.literal('put-space'),
    space: id,
    kind: z.enum(['committee', 'notice', 'case', 'matter']),
    /** The wider space that a case is announced in. */
    wider: id.nullable(),
  }),
  z.strictObject({
    op: z.literal('put-entry'),
    space: id,
    device: id,
    seq: count,
    entryId: id,
    /** Ids that this entry cites, its predecessor included: once it is verified they are heads no more. */
    cites: z.array(id),
    status,
    isLockbox: z.boolean(),
    bytes,
  }),
  /** What arrived since proves more of an entry that is here. */
  z.strictObject({
    op: z.literal('judge-entry'),
    entryId: id,
    cites: z.array(id),
    status,
    /** The copy that carries the signature, when the one here does not. */
    signed: bytes.nullable(),
  }),
  /** An entry that waited for its predecessor and turned out to be misplaced; verified ones stay. */
  z.strictObject({ op: z.literal('drop-entry'), entryId: id }),
  /** Kept for inspection, the newest `refusedLimits` of them. */
  z.strictObject({
    op: z.literal('put-refused'),
    digest: id,
    space: id,
    code: z.string().max(60),
    fromDevice: id,
    atMs: z.number(),
    bytes,
  }),
  z.strictObject({ op: z.literal('put-part'), partId: id, space: id, envelope: bytes }),
  /** The same content with its key for other readers, or with one that opens. */
  z.strictObject({ op: z.literal('replace-part'), partId: id, space: id, envelope: bytes }),
  z.strictObject({
    op: z.literal('drop-parts'),
    partIds: z.array(id),
    /** The space of parts that never arrived: they are refused from now on. */
    space: id.optional(),
  }),
  z.strictObject({
    op: z.literal('put-epoch-key'),
    space: id,
    number: count,
    keyId: id,
    key: bytes,
  }),
  /** Forgets a space but for its id, so that it does not come back. */
  z.strictObject({ op: z.literal('erase-space'), space: id }),
  /**
   * The member may not read the space any more: keys and everything readable go. The sealed entries
   * of `device`, which nobody may have yet, stay until `drop-left`.
   */
  z.strictObject({ op: z.literal('leave-space'), space: id, device: id }),
  /** A remaining reader has them. */
  z.strictObject({ op: z.literal('drop-left'), space: id }),
  /** What a device is known to have: so many of each log, from number 0, and which; see `LogReach`. */
  z.strictObject({
    op: z.literal('put-peer-have'),
    device: id,
    space: id,
    logs: z.array(z.strictObject({ device: id, count, last: id })),
  }),
  z.strictObject({
    op: z.literal('put-intake'),
    intakeId: id,
    draft: z.string(),
    savedAtMs: z.number(),
    takenWhileLocked: z.boolean(),
  }),
  z.strictObject({ op: z.literal('drop-intake'), intakeId: id }),
  /** Removes a setting that still has this value. */
  z.strictObject({ op: z.literal('clear-local-if'), key: z.string().max(60), value: bytes }),
  /** Settings and secrets of this device; `null` removes. */
  z.strictObject({ op: z.literal('put-local'), key: z.string().max(60), value: bytes.nullable() }),
])
export type StoreOp = z.infer<typeof StoreOp>
