/**
 * What waits for a page to ask. A driven page can only ask and be answered, so it asks and is
 * answered when there is something.
 */
export interface Outbox<T> {
  put(item: T): void
  /** The answer to one question: everything since the question before, in order. */
  take(): Promise<readonly T[]>
}

/** @param maxWaiting a page that does not ask is loading or gone: beyond this the oldest is dropped. */
export const createOutbox = <T>(maxWaiting: number): Outbox<T> => {
  let waiting: T[] = []
  let answerWaiting: ((items: readonly T[]) => void) | null = null
  return {
    put: (item) => {
      if (answerWaiting !== null) return answerWaiting([item])
      waiting = [...waiting.slice(1 - maxWaiting), item]
    },
    take: () => {
      // A question asked anew means that the page is a new one: the old question ends empty.
      answerWaiting?.([])
      if (waiting.length > 0) {
        const items = waiting
        waiting = []
        return Promise.resolve(items)
      }
      return new Promise((resolve) => {
        answerWaiting = (items) => {
          answerWaiting = null
          resolve(items)
        }
      })
    },
  }
}
