import type { Defect } from '../../../shared/contracts/dispatch'

/** What is asked of a laptop's process. */
export type LaptopOrder =
  | {
      readonly do: 'open'
      readonly home: string
      readonly program: string
      readonly mayLackSandbox: boolean
    }
  | { readonly do: 'ask'; readonly row: string; readonly input: unknown }
  /** Mistakes of the program since it was opened. */
  | { readonly do: 'defects' }
  | { readonly do: 'close' }

export interface LaptopCall {
  readonly id: number
  readonly order: LaptopOrder
}

export interface LaptopAnswer {
  readonly id: number
  readonly value?: unknown
  readonly thrown?: string
}

export type LaptopDefects = readonly Defect[]
