import type { ReceiveReport } from '../ledger/ledger-port'
import { type ExchangePorts, type ExchangeVault, exchangeTimes } from './exchange-ports'

/** Arrivals whose consequences are still to be drawn: together, for what ten thousand entries of a run change. */
export interface SettleBatch {
  /** In the turn of the arrival. At once where a space has to be left. */
  readonly add: (report: ReceiveReport, fromDevice: string) => Promise<void>
  /** Draws what is still to be drawn. The vault locks in a later turn. */
  readonly finish: () => Promise<void>
}

/** @param onSettled in the same turn, with the spaces that were left */
export const createSettleBatch = (
  { settle, inTurn }: ExchangeVault,
  { now, startTimer }: ExchangePorts,
  onSettled: (left: readonly string[]) => void,
  onFailed: () => void,
  onDefect: (thrown: unknown) => void,
): SettleBatch => {
  let reports: ReceiveReport[] = []
  let heard = new Set<string>()
  let firstAtMs = 0
  let cancelTimer: (() => void) | null = null

  const settleNow = async (): Promise<void> => {
    cancelTimer?.()
    cancelTimer = null
    if (reports.length === 0) return
    const [arrived, from] = [reports, heard]
    reports = []
    heard = new Set()
    const settled = await settle(arrived, from)
    if (settled.ok) onSettled(arrived.flatMap(({ toLeave }) => toLeave))
    else onFailed()
  }

  const settleLater = (): void => {
    cancelTimer?.()
    const { settleAfterMs, settleWithinMs } = exchangeTimes
    const afterMs = Math.min(settleAfterMs, Math.max(0, firstAtMs + settleWithinMs - now()))
    cancelTimer = startTimer(afterMs, () => {
      inTurn(settleNow).catch(onDefect)
    })
  }

  return {
    add: async (report, fromDevice) => {
      if (reports.length === 0) firstAtMs = now()
      reports.push(report)
      heard.add(fromDevice)
      if (report.toLeave.length > 0) await settleNow()
      else settleLater()
    },
    finish: () => inTurn(settleNow),
  }
}
