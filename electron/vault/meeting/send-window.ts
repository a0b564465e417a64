import { exchangeLimits } from './exchange-ports'

/** What was sent and not acknowledged: whoever receives slowly is sent slowly, and nothing piles up in between. */
export interface SendWindow {
  /** Resolves when so much more may be under way; one delivery may always be. */
  readonly room: (bytes: number) => Promise<void>
  readonly add: (number: number, bytes: number) => void
  readonly acked: (upTo: number) => void
  /** Lets go of whoever waits. */
  readonly stop: () => void
}

export const createSendWindow = (): SendWindow => {
  const underWay: { readonly number: number; readonly bytes: number }[] = []
  let sum = 0
  let isStopped = false
  let letGo: (() => void)[] = []

  const isFree = (bytes: number): boolean =>
    isStopped || underWay.length === 0 || sum + bytes <= exchangeLimits.windowBytes
  const wake = (): void => {
    const waiting = letGo
    letGo = []
    for (const go of waiting) go()
  }

  return {
    room: async (bytes) => {
      while (!isFree(bytes)) await new Promise<void>((resolve) => letGo.push(resolve))
    },
    add: (number, bytes) => {
      underWay.push({ number, bytes })
      sum += bytes
    },
    acked: (upTo) => {
      for (let first = underWay[0]; first && first.number <= upTo; first = underWay[0]) {
        underWay.shift()
        sum -= first.bytes
      }
      wake()
    },
    stop: () => {
      isStopped = true
      wake()
    },
  }
}
