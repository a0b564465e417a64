import type { DeviceSecrets } from '../../../vault/session/device-secrets'
import type { PeerState } from './peer'

/** A laptop's vault as it lies on the disk for a moment, made-up members only. */
export interface LaptopImage {
  /** Of SQLite. */
  readonly image: Uint8Array
  readonly secrets: DeviceSecrets
}

export interface LaptopPlace {
  /** Of the meeting (`shared/formats/meeting-address.ts`). */
  readonly code: string
}

export interface VaultState extends PeerState {
  /** Spent in `ledger.receive` and in `ledger.collectOnly`. */
  readonly receiveMs: number
  readonly collectMs: number
}

/** To the vault of a laptop. */
export type LaptopCall =
  | { readonly do: 'start'; readonly imageFile: string; readonly wasmFile: string }
  | { readonly do: 'join'; readonly place: LaptopPlace }
  | { readonly do: 'leave' }
  | { readonly do: 'edit'; readonly caseId: string; readonly times: number }
  | { readonly do: 'reached'; readonly count: number }
  | { readonly do: 'listed'; readonly cases: number }
  | { readonly do: 'state' }

/** To the process that the vault and the host of the sync page are in. */
export type ProcessCall =
  | { readonly do: 'open-page'; readonly executablePath: string }
  | { readonly do: 'cpu' }
  | { readonly do: 'memory' }
  | { readonly do: 'stop' }

export type LaptopAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failed: string }
