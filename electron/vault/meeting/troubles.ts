import type { MeetingTroubleView } from '../../../shared/contracts/meeting-views'
import type { OpenChannelFailure } from './channel/open-channel'
import type { ExchangeEnd } from './exchange-ports'

type What = MeetingTroubleView['what']

/** Of more the oldest go. */
export const maxTroubles = 20

/** Why channels ended otherwise than by leaving: each reason once for each name, with the last time. */
export interface Troubles {
  readonly add: (atMs: number, name: string | null, what: What) => void
  /** Newest first. */
  readonly all: () => readonly MeetingTroubleView[]
}

export const createTroubles = (): Troubles => {
  let troubles: readonly MeetingTroubleView[] = []
  return {
    add: (atMs, name, what) => {
      // Whoever is refused over and over does not push the others out.
      const others = troubles.filter((one) => one.name !== name || one.what !== what)
      troubles = [{ atMs, name, what }, ...others].slice(0, maxTroubles)
    },
    all: () => troubles,
  }
}

/** What the end of an exchange is to be shown as; `null` for a plain leaving. */
export const troubleOfEnd = ({ reason }: ExchangeEnd): What | null =>
  reason === 'leaving' ? null : reason

/**
 * What a refused link is to be shown as; `null` where it says nothing: a laptop that left in the middle, one that the
 * other side refused, or one that answers too late.
 */
export const troubleOfRefusal = ({ code }: OpenChannelFailure): What | null => {
  switch (code) {
    case 'meeting/closed-early':
    case 'meeting/no-answer':
      return null
    case 'meeting/newer-version':
      return 'newer-program'
    default:
      return 'not-known'
  }
}
