import { z } from '../../util/schema'
import { draft, type FactDraft, type OpenedEntry } from '../ledger/fact'
import {
  Channel,
  type MemberId,
  MemberId as MemberIdSchema,
  requiredShortText,
  Urgency,
} from '../terms'

/** More than a case ever names, so that nobody who is reported goes unannounced. */
const maxAnnounced = 500
const announcedNames = z.array(requiredShortText).max(maxAnnounced)

/** The names as a notice holds them. */
export const announceable = (names: readonly string[]): string[] => [
  ...new Set(names.slice(0, maxAnnounced)),
]

/**
 * The announcement of a case to those it is meant for: reported names, channel and urgency, never
 * the reporter and nothing that points at the case (R27). A wider space cites no narrower one.
 */
export const noticeFacts = {
  'notice.opened': z.strictObject({
    reportedNames: announcedNames,
    channel: Channel,
    urgency: Urgency,
    /** Members whom the opener leaves out, for instance because the reporter asked for it. */
    notFor: z.array(MemberIdSchema).max(100),
  }),
  /** A name added later: reopens declarations. */
  'notice.amended': z.strictObject({ reportedNames: announcedNames }),
} as const

export interface NoticeState {
  readonly reportedNames: readonly string[]
  readonly channel: Channel | null
  readonly urgency: Urgency | null
  readonly notFor: readonly MemberId[]
  /** Counts amendments: a declaration answers one version of the notice. */
  readonly version: number
}

export const emptyNotice: NoticeState = {
  reportedNames: [],
  channel: null,
  urgency: null,
  notFor: [],
  version: 0,
}

export const evolveNotice = (state: NoticeState, entry: OpenedEntry): NoticeState => {
  if (entry.kind === 'notice.opened' && state.version === 0) {
    const parsed = noticeFacts['notice.opened'].safeParse(entry.content)
    return parsed.success ? { ...parsed.data, version: 1 } : state
  }
  if (entry.kind === 'notice.amended' && state.version > 0) {
    const parsed = noticeFacts['notice.amended'].safeParse(entry.content)
    return parsed.success
      ? { ...state, reportedNames: parsed.data.reportedNames, version: state.version + 1 }
      : state
  }
  return state
}

/** The amendment that a changed set of reported names owes, or `null` when the notice says it already. */
export const amendNotice = (
  state: NoticeState,
  reportedNames: readonly string[],
): FactDraft | null => {
  const names = announceable(reportedNames)
  const before = new Set(state.reportedNames)
  const isSame = before.size === names.length && names.every((name) => before.has(name))
  return state.version === 0 || isSame ? null : draft('notice.amended', { reportedNames: names })
}
