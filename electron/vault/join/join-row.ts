import type { Database } from 'sql.js'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { encodeHexField, hexField } from '../../../shared/formats/hex-field'
import type { InvitationPurpose } from '../../../shared/formats/invitation'
import { maxRequestBytes } from '../../../shared/formats/meeting-message'
import { bytesBetween, fixedBytes, uint } from '../../../shared/formats/wire'
import { z } from '../../../shared/util/schema'
import type { StoreOp } from '../ledger/store-ops'
import { readLocalBytes } from '../session/local-settings'

/** What a laptop remembers until it is let in; then the row goes. */
export interface WaitingToJoin {
  readonly purpose: InvitationPurpose
  readonly memberName: string
  /** The one device whose first bundle is taken in. */
  readonly inviterDevice: string
  readonly expiresAtMs: number
  /** The sealed file, to be saved again. */
  readonly request: Uint8Array
  /**
   * By which the inviter is found and met: 32 bytes that follow from the code's secret. `null` in a row that was kept
   * before there were meetings.
   */
  readonly meetingSecret: Uint8Array | null
}

const joinKey = 'waiting-to-join'
const maxRowBytes = 65_536

const fields = [
  z.enum(['join', 'second', 'replacement']),
  z.string().max(300),
  hexField(32),
  uint,
  bytesBetween(1, maxRequestBytes),
] as const
/** The first version, which did not say that it was one. */
const FirstRow = z.tuple(fields).transform((row) => [2, ...row, null] as const)
const Row = z.union([z.tuple([z.literal(2), ...fields, fixedBytes(32).nullable()]), FirstRow])

/** @throws on anything else than what `keepWaiting` made: the store has authenticated it. */
export const readWaiting = (db: Database): WaitingToJoin | null => {
  const bytes = readLocalBytes(db, joinKey)
  if (bytes === null) return null
  const decoded = decodeCbor(bytes, maxRowBytes)
  if (!decoded.ok) throw new Error('the row of a laptop that waits is not what was stored')
  const [, purpose, memberName, inviterDevice, expiresAtMs, request, meetingSecret] = Row.parse(
    decoded.value,
  )
  return { purpose, memberName, inviterDevice, expiresAtMs, request, meetingSecret }
}

export const keepWaiting = (waiting: WaitingToJoin): StoreOp => ({
  op: 'put-local',
  key: joinKey,
  value: encodeCbor([
    2,
    waiting.purpose,
    waiting.memberName,
    encodeHexField(waiting.inviterDevice),
    waiting.expiresAtMs,
    waiting.request,
    waiting.meetingSecret,
  ]),
})

export const forgetWaiting: StoreOp = { op: 'put-local', key: joinKey, value: null }
