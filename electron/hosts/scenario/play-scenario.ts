import type { Result } from '../../../shared/errors/result'
import type { Scenario, ScenarioStep } from './scenario-file'
import { differenceOf, printable, resolveValue, UnknownReference } from './scenario-values'

/** A member's running vault process. */
export interface MemberProcess {
  readonly call: (row: string, input: unknown) => Promise<Result<unknown>>
  /** Ends it properly: what is unlocked is locked first. */
  readonly stop: () => Promise<void>
  /** Ends it at once, as a crash does. */
  readonly kill: () => Promise<void>
}

export type StartMember = (member: string) => Promise<MemberProcess>

/** An expectation that was not met. */
export interface Unmet {
  readonly step: number
  readonly do: string
  readonly message: string
}

export interface ScenarioOutcome {
  readonly title: string
  readonly steps: number
  readonly unmet: readonly Unmet[]
  /** The answers of `print`, by their names. */
  readonly states: Readonly<Record<string, unknown>>
}

/** Plays every step in order, goes on after an unmet expectation, and stops the processes at the end. */
export const playScenario = async (
  scenario: Scenario,
  startMember: StartMember,
  onStep: (index: number, step: ScenarioStep) => void = () => {},
): Promise<ScenarioOutcome> => {
  const known = new Map<string, unknown>()
  const unmet: Unmet[] = []
  const processes = new Map<string, MemberProcess>()
  const processOf = async (member: string): Promise<MemberProcess> => {
    const running = processes.get(member)
    if (running) return running
    if (!scenario.members.includes(member)) throw new Error(`no member ${member} in this scenario`)
    const started = await startMember(member)
    processes.set(member, started)
    return started
  }

  try {
    for (const [index, step] of scenario.steps.entries()) {
      onStep(index, step)
      const running = await processOf(step.member)
      if ('process' in step) {
        await (step.process === 'kill' ? running.kill() : running.stop())
        processes.delete(step.member)
        continue
      }
      const miss = (message: string) => unmet.push({ step: index, do: step.do, message })
      try {
        const answer = await running.call(step.do, resolveValue(step.with, known))
        const message = judge(step, answer, known)
        if (message !== null) miss(message)
        if (answer.ok && step.as) known.set(step.as, answer.value)
      } catch (thrown) {
        if (!(thrown instanceof UnknownReference)) throw thrown
        miss(`nothing is known as $${thrown.message}`)
      }
    }
    const states: Record<string, unknown> = {}
    for (const [index, query] of scenario.print.entries()) {
      const answer = await (await processOf(query.member)).call(
        query.do,
        resolveValue(query.with, known),
      )
      states[query.as ?? `${index}`] = printable(
        answer.ok ? answer.value : { refused: answer.error },
      )
    }
    return { title: scenario.title, steps: scenario.steps.length, unmet, states }
  } finally {
    await Promise.all([...processes.values()].map((running) => running.stop()))
  }
}

const judge = (
  step: Extract<ScenarioStep, { do: string }>,
  answer: Result<unknown>,
  known: ReadonlyMap<string, unknown>,
): string | null => {
  if (step.refused !== undefined) {
    if (answer.ok) return `expected a refusal ${step.refused}, but it was done`
    return answer.error.code === step.refused
      ? null
      : `expected ${step.refused}, got ${answer.error.code}`
  }
  if (!answer.ok) return `refused: ${JSON.stringify(answer.error)}`
  if (step.expect === undefined) return null
  const difference = differenceOf(resolveValue(step.expect, known), answer.value)
  return difference === null ? null : `differs at "${difference}"`
}
