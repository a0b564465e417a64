import type { MeetingTime } from './meeting-time'

/** How often it is written that a member is here, at most. */
export const keepMetEveryMs = 60_000

/** Whose channels stand, and when that is to be written. */
export interface PresentMembers {
  /** @returns members of whom it is to be written now that they were here */
  readonly update: (memberIds: readonly string[]) => readonly string[]
  readonly here: () => readonly string[]
}

/** Members whose last channel ended, and those who are still here, each at most once in a while. */
export const createPresentMembers = ({ nowMs }: Pick<MeetingTime, 'nowMs'>): PresentMembers => {
  let here: ReadonlySet<string> = new Set()
  const writtenAtMs = new Map<string, number>()
  return {
    update: (memberIds) => {
      const seen = new Set([...here, ...memberIds])
      here = new Set(memberIds)
      const due = [...seen].filter(
        (memberId) =>
          nowMs() - (writtenAtMs.get(memberId) ?? Number.NEGATIVE_INFINITY) >= keepMetEveryMs,
      )
      for (const memberId of due) writtenAtMs.set(memberId, nowMs())
      return due
    },
    here: () => [...here],
  }
}
