import type { PeerState } from './peer'

/** What the bench asks of a page that syncs by plain y-webrtc: `globalThis.plain` there. */
export interface PlainCalls {
  join(where: PlainPlace): void
  leave(): void
  fill(cases: readonly PlainCase[]): void
  /** @returns when the last one was made */
  edit(edit: PlainEdit): number
  /** @returns when so many entries were there; waits for it */
  reached(count: number): Promise<number>
  state(): PeerState
}

export interface PlainPlace {
  readonly url: string
  readonly room: string
  readonly password: string
}

/** A case's entries in the clear, as plain data. */
export interface PlainCase {
  readonly caseId: string
  readonly entries: readonly unknown[]
}

export interface PlainEdit {
  readonly caseId: string
  readonly entry: unknown
  readonly times: number
}
