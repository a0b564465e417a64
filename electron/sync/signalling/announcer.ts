/**
 * Says in a room that this laptop is there. y-webrtc says so once, and again at the end of every connection; that is too
 * seldom where a frame is lost, and too often where 200 connections end at once.
 */
export interface Announcer {
  /** Somebody should hear of us now: at once, or as soon as the last time is {@link announcePace}.leastMs ago. */
  announce(): void
  stop(): void
}

export const announcePace = {
  leastMs: 400,
  /** Between announcements that nobody asked for: two laptops that missed each other meet in the end. */
  steadyMs: [1_000, 1_000, 2_000, 2_000, 4_000, 8_000, 15_000],
} as const

export interface AnnouncerDeps {
  say(): void
  nowMs(): number
  /** 0 to 1. */
  random(): number
}

export const createAnnouncer = ({ say, nowMs, random }: AnnouncerDeps): Announcer => {
  let saidAtMs = Number.NEGATIVE_INFINITY
  let step = 0
  let dueAtMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  const wait = (delayMs: number): void => {
    clearTimeout(timer)
    dueAtMs = nowMs() + delayMs
    timer = setTimeout(speak, delayMs)
  }

  const speak = (): void => {
    saidAtMs = nowMs()
    say()
    const pauseMs = announcePace.steadyMs[Math.min(step, announcePace.steadyMs.length - 1)] ?? 0
    step += 1
    wait(pauseMs * (0.75 + random() / 2))
  }

  return {
    announce: () => {
      if (isStopped) return
      step = 0
      const earliestMs = saidAtMs + announcePace.leastMs
      if (nowMs() >= earliestMs) speak()
      else if (dueAtMs > earliestMs) wait(earliestMs - nowMs())
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
