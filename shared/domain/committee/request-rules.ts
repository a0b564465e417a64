import { err, ok, type Result } from '../../errors/result'
import type { Verdict } from '../ledger/fact'
import { type Content, fine, type Question, refuse } from './question'
import { requestsIn } from './selectors'
import type { DeviceRequest, JoinRequest } from './state'

/** Rules that a newcomer's request and a further device's share (M8). */

/** M8. A request is signed by the device that it brings, over everything in it. */
export const isByItsDevice = (
  { checks }: Question,
  content: Content<'member.requested'> | Content<'device.requested'>,
): Verdict => {
  const { signature, ...facts } = content
  return checks.verifyJoinRequest(content.deviceId, facts, signature)
    ? fine
    : refuse('request/forged')
}

export const isNewRequest = (
  { view }: Question,
  requests: ReadonlyMap<string, readonly (JoinRequest | DeviceRequest)[]>,
  requestId: string,
): Verdict =>
  requestsIn(view, requests, requestId).length > 0 ? refuse('request/already-there') : fine

/** The one request that is meant, or why it cannot be told. */
export const meantBy = <R extends JoinRequest | DeviceRequest>(
  { view }: Question,
  requests: ReadonlyMap<string, readonly R[]>,
  requestId: string,
): Result<R> => {
  const [request, another] = requestsIn(view, requests, requestId)
  if (!request) return err({ code: 'request/unknown' })
  return another ? err({ code: 'request/ambiguous' }) : ok(request)
}

export const isNotDeclined = (
  { view }: Question,
  { declinedBy }: JoinRequest | DeviceRequest,
): Verdict =>
  declinedBy.some(({ entryId }) => view.seen(entryId)) ? refuse('request/declined') : fine

export const hasSigned = (
  { view, by }: Question,
  { votes }: JoinRequest | DeviceRequest,
  need: number,
): Verdict =>
  votes.some((vote) => vote.by === by && vote.need <= need && view.seen(vote.entryId))
    ? refuse('request/already-signed')
    : fine
