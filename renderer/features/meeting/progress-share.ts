import type { Meeting } from './InsideMeeting'

/** What two laptops, or all together, still have to say to each other. */
export type Remaining = Meeting['total']

/** What is left, as one amount: bytes, and one for each entry, so that it is 0 only when nothing is. */
export const amountLeft = (left: Remaining): number =>
  left.bytesToSend + left.bytesToReceive + left.entriesToSend + left.entriesToReceive

/** The most that was left since nothing was: what progress is measured against. */
export const nextPeak = (peak: number, amount: number): number =>
  amount === 0 ? 0 : Math.max(peak, amount)

/** 0..1; 1 where nothing is left. */
export const shareDone = (peak: number, amount: number): number =>
  amount === 0 || peak === 0 ? 1 : 1 - amount / peak
