import { SyncAbout, type SyncClient, syncProtocolVersion } from '../../shared/contracts/sync'
import { createFailureLimit } from './failure-limit'

/** One hidden sync page, whatever shows it. It may still be opening. */
export interface SyncPage {
  readonly client: SyncClient
  /** @param listener told when the page crashed, was closed, or could not be opened. */
  onGone(listener: () => void): void
  close(): void
}

export interface SyncSupervisor {
  /** Opens the page; one that is there is closed first. A lock leaves nothing of the page before. */
  renew(): void
  /** Closes it for good. */
  stop(): void
}

export interface SyncSupervisorDeps {
  openPage(): SyncPage
  /** The page failed again and again. The app goes on without it until the next `renew`. */
  onGivenUp(): void
  /** A clock that only goes forward. */
  nowMs(): number
  /** @returns a function that cancels. */
  startTimer(afterMs: number, run: () => void): () => void
}

/**
 * A page says who it is as soon as it has loaded; a busy machine takes seconds for that. Three times
 * this is within the time in which failures count.
 */
const answerLimitMs = 15_000

/** A page at work answers in milliseconds, and nothing is lost with it: who notices late makes a meeting wait. */
const askAgainMs = 20_000

/** Keeps one sync page alive, as long as it is the page that this version of the app knows. */
export const createSyncSupervisor = (deps: SyncSupervisorDeps): SyncSupervisor => {
  const hasFailedTooOften = createFailureLimit(() => deps.nowMs())
  let closeCurrent = (): void => {}
  let isStopped = false

  const open = (): void => {
    const page = deps.openPage()
    let isOver = false
    let cancelWaiting = (): void => {}
    const close = (): void => {
      isOver = true
      cancelWaiting()
      page.close()
    }
    const fail = (): void => {
      if (isOver) return
      close()
      if (hasFailedTooOften()) deps.onGivenUp()
      else open()
    }
    /** Asked again and again: a page that hangs is one that has crashed. */
    const ask = async (): Promise<void> => {
      cancelWaiting = deps.startTimer(answerLimitMs, fail)
      const answer = await page.client['sync.about']({})
      cancelWaiting()
      if (isOver) return
      const about = SyncAbout.safeParse(answer.ok ? answer.value : null)
      if (about.data?.protocolVersion !== syncProtocolVersion) fail()
      else cancelWaiting = deps.startTimer(askAgainMs, () => void ask())
    }
    closeCurrent = close
    page.onGone(fail)
    void ask()
  }

  return {
    renew: () => {
      if (isStopped) return
      closeCurrent()
      open()
    },
    stop: () => {
      isStopped = true
      closeCurrent()
    },
  }
}
