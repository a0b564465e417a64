import type { Delivery, LogReach } from '../../../shared/formats/delivery'
import type { Reached } from '../ledger/ledger-port'
import { type ExchangePorts, type ExchangeVault, exchangeTimes } from './exchange-ports'

/**
 * What peers told, on its way to the disk: together, since everyone tells something after every word that is typed.
 * It is what "on N laptops" and "only copy" are judged by; no sending waits for it.
 */
export interface KeptHaves {
  readonly told: (from: string, space: string, logs: readonly LogReach[]) => void
  /** The vault locks in a later turn. */
  readonly finish: () => Promise<void>
}

export const keepWhatPeersTell = (
  { ledger, inTurn }: ExchangeVault,
  { startTimer, emit }: ExchangePorts,
  onDefect: (thrown: unknown) => void,
): KeptHaves => {
  let told = new Map<string, Map<string, readonly LogReach[]>>()
  let cancelTimer: (() => void) | null = null

  const keep = async (): Promise<void> => {
    cancelTimer?.()
    cancelTimer = null
    const all = told
    told = new Map()
    let isNew = false
    for (const [device, spaces] of all) {
      const known = ledger.havesOfDevice(device)
      const haves: Delivery['haves'] = [...spaces]
        .filter(([space, logs]) => !isSame(known.get(space), logs))
        .map(([space, logs]) => ({ space, logs }))
      // What cannot be written is told again at the next meeting.
      if (haves.length === 0) continue
      const kept = await ledger.receive({ spaces: [], haves, receipts: [] }, device)
      isNew ||= kept.ok
    }
    if (isNew) emit({ kind: 'haves-kept' })
  }

  return {
    told: (from, space, logs) => {
      const ofDevice = told.get(from) ?? new Map<string, readonly LogReach[]>()
      told.set(from, ofDevice)
      ofDevice.set(space, logs)
      cancelTimer ??= startTimer(exchangeTimes.tellAfterMs, () => {
        inTurn(keep).catch(onDefect)
      })
    },
    finish: () => inTurn(keep),
  }
}

const isSame = (
  known: ReadonlyMap<string, Reached> | undefined,
  logs: readonly LogReach[],
): boolean =>
  (known?.size ?? 0) === logs.length &&
  logs.every(({ device, count, last }) => {
    const one = known?.get(device)
    return one?.count === count && one.last === last
  })
