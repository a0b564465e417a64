import process from 'node:process'
import { expect } from 'vitest'
import { type Played, playSchedule, type Schedule, scheduleOf } from './play-schedule'

/** How often a schedule that failed is played again to find out what of it is to blame. */
const maxTries = 60

const messageOf = (failure: unknown): string =>
  failure instanceof Error ? failure.message : String(failure)

/** Another fault may hide behind fewer steps: it counts as the same when it says the same kind of thing. */
const kindOf = (failure: unknown): string =>
  messageOf(failure).replaceAll(/[0-9a-f]{6}|[A-Z]\w+( \w*\d)?/g, '')

/** Leaves out what the failure does not need: halves first, then ever smaller runs of steps. */
const shrink = async (schedule: Schedule, played: Played): Promise<[Schedule, Played]> => {
  const kind = kindOf(played.failure)
  let best: [Schedule, Played] = [schedule, played]
  let tries = 0
  for (let run = schedule.steps.length >> 1; run > 0; run >>= 1) {
    for (let at = 0; at < best[0].steps.length && tries < maxTries; ) {
      tries++
      const { steps } = best[0]
      const fewer = { ...schedule, steps: [...steps.slice(0, at), ...steps.slice(at + run)] }
      const again = await playSchedule(fewer)
      if (again.failure !== null && kindOf(again.failure) === kind) best = [fewer, again]
      else at += run
    }
  }
  return best
}

const report = ([{ seed, steps }, { trace, failure }]: [Schedule, Played]): string =>
  [
    messageOf(failure),
    '',
    `Play it again with CONCLAVE_SIMULATION_SEED=${seed} CONCLAVE_SIMULATION_STEPS=${steps.join()}:`,
    ...trace,
    failure instanceof Error ? failure.stack : '',
  ].join('\n  ')

export interface Totals {
  schedules: number
  states: number
  keys: number
  readers: number
}

/** The seeds that are asked for: all of a run, or the one that somebody wants to see again. */
const seedsOf = (from: number, count: number): readonly number[] => {
  const wanted = process.env.CONCLAVE_SIMULATION_SEED
  if (wanted !== undefined) return [Number(wanted)]
  return Array.from({ length: count }, (_none, at) => from + at)
}

const onlyWantedSteps = (schedule: Schedule): Schedule => {
  const wanted = process.env.CONCLAVE_SIMULATION_STEPS
  if (wanted === undefined) return schedule
  return { ...schedule, steps: wanted.split(',').filter(Boolean).map(Number) }
}

/** Fifty times as many, where there is a night for it. */
export const nightly = (count: number): number =>
  process.env.CONCLAVE_NIGHTLY === '1' ? count * 50 : count

/**
 * Plays schedules until one fails; throws what is left of that one after shrinking.
 *
 * @param stepCount of each, before everything is exchanged
 */
export const runSchedules = async (
  from: number,
  count: number,
  stepCount: number,
): Promise<Totals> => {
  const startedAt = performance.now()
  const totals: Totals = { schedules: 0, states: 0, keys: 0, readers: 0 }
  for (const seed of seedsOf(from, count)) {
    const schedule = onlyWantedSteps(scheduleOf(seed, stepCount))
    const played = await playSchedule(schedule)
    if (played.failure !== null) throw new Error(report(await shrink(schedule, played)))
    totals.schedules++
    totals.states += played.checks.states
    totals.keys += played.checks.keys
    totals.readers += played.checks.readers
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  console.log(
    `${totals.schedules} schedules in ${seconds} s; compared ${totals.states + totals.readers} states, tried ${totals.keys} keys of those who left`,
  )
  return totals
}

/** A run that compared and tried nothing would promise nothing. One schedule alone may well do that. */
export const expectChecks = (totals: Totals): void => {
  const { schedules, ...checks } = totals
  if (schedules > 1)
    for (const [name, count] of Object.entries(checks)) expect(count, name).toBeGreaterThan(0)
}
