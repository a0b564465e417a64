import type { FramePipe } from '../../../../shared/contracts/frame-pipe'
import { syncLinkLimits, type ToSync } from '../../../../shared/contracts/sync-link'

/** One link as the vault sees it, over the port to the sync window. */
export interface FrameLink {
  readonly pipe: FramePipe
  /** A frame came. */
  readonly take: (frame: Uint8Array) => void
  /** So many bytes went to the network: there is room for as many more. */
  readonly sent: (bytes: number) => void
  /** The link is over, or its window is. */
  readonly over: () => void
}

/** Bytes that were looked at before the window is told of them: a small part of what it lets wait. */
const tellTakenBytes = 1_048_576

/**
 * Frames with credits both ways. Nothing here waits for the window: one that hangs leaves `send` unresolved until the
 * link is closed.
 *
 * @param post never throws
 */
export const createFrameLink = (id: string, post: (message: ToSync) => void): FrameLink => {
  const waiting: { readonly frame: Uint8Array; readonly resolve: (isOpen: boolean) => void }[] = []
  const early: Uint8Array[] = []
  let earlyBytes = 0
  let aheadBytes = 0
  let takenBytes = 0
  let isOver = false
  let listener: ((frame: Uint8Array) => void) | null = null
  let onClosed: (() => void) | null = null

  const handOver = (frame: Uint8Array): void => {
    aheadBytes += frame.length
    post({ kind: 'frame', link: id, bytes: frame })
  }
  /** The largest frame is larger than what may be ahead: one always may. */
  const hasRoomFor = ({ length }: Uint8Array): boolean =>
    aheadBytes === 0 || aheadBytes + length <= syncLinkLimits.sendAheadBytes

  const handOverSome = (isWanted: (frame: Uint8Array) => boolean): void => {
    for (let next = waiting[0]; next && isWanted(next.frame); next = waiting[0]) {
      waiting.shift()
      handOver(next.frame)
      next.resolve(true)
    }
  }

  const end = (): void => {
    if (isOver) return
    isOver = true
    early.length = 0
    for (const { resolve } of waiting.splice(0)) resolve(false)
    onClosed?.()
  }

  const close = (): void => {
    if (isOver) return
    handOverSome(() => true)
    post({ kind: 'close', link: id })
    end()
  }

  const deliver = (frame: Uint8Array, to: (frame: Uint8Array) => void): void => {
    takenBytes += frame.length
    if (takenBytes >= tellTakenBytes) {
      post({ kind: 'taken', link: id, bytes: takenBytes })
      takenBytes = 0
    }
    to(frame)
  }

  const keep = (frame: Uint8Array): void => {
    early.push(frame)
    earlyBytes += frame.length
    if (earlyBytes > syncLinkLimits.untakenBytes) close()
  }

  return {
    pipe: {
      send: (frame) => {
        if (isOver) return Promise.resolve(false)
        if (waiting.length === 0 && hasRoomFor(frame)) {
          handOver(frame)
          return Promise.resolve(true)
        }
        return new Promise((resolve) => waiting.push({ frame, resolve }))
      },
      onFrame: (take) => {
        for (let next = early.shift(); next !== undefined; next = early.shift()) deliver(next, take)
        listener = take
      },
      onClose: (closed) => {
        onClosed = closed
        if (isOver) closed()
      },
      close,
    },
    take: (frame) => {
      if (isOver) return
      if (listener === null) keep(frame)
      else deliver(frame, listener)
    },
    sent: (bytes) => {
      // A window that tells of more than it was given gets no more room than there is.
      aheadBytes = Math.max(0, aheadBytes - bytes)
      if (!isOver) handOverSome(hasRoomFor)
    },
    over: end,
  }
}
