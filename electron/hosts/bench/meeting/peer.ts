/** A laptop of the bench, in a meeting or in a room of plain y-webrtc: the same is asked of both. */
export interface BenchPeer {
  /** Goes where everyone meets. Linked later. */
  join(): Promise<void>
  leave(): Promise<void>
  /** Adds entries to the first case, one by one. @returns when the last one was begun, by the clock of all peers of its kind */
  edit(times: number): Promise<number>
  /** Waits until so many entries are here. @returns when they were */
  reached(count: number): Promise<number>
  state(): Promise<PeerState>
  /** Processor time since the peer was started. */
  cpu(): Promise<PeerCpu>
  /** Looks for what can be freed first, so not to be asked while time is measured. */
  memory(): Promise<PeerMemory>
  close(): Promise<void>
}

export interface PeerState {
  readonly count: number
  /** Peers that it talks to. */
  readonly links: number
  /** Of these, who lack nothing of it and it nothing of them; where nothing tells, all. */
  readonly upToDate: number
  /** When the last link stood. */
  readonly linkedAtMs: number | null
  /** Handed to data channels and taken from them. */
  readonly wireBytes: number
}

export interface PeerCpu {
  /** The browser that the page is in: all of its processes. */
  readonly windowMs: number
  /** The vault's process, its host included; 0 where there is none. */
  readonly vaultMs: number
}

export interface PeerMemory {
  /** The most that the page's process ever had; `null` where the system does not tell. */
  readonly windowPeakMb: number | null
  /** What the page holds on to now. */
  readonly windowHeapMb: number
  readonly vaultMb: number
}
