import type { Result } from '../../../shared/errors/result'
import { type Composite, commandsOf, type FindMember, type KnownMember } from './composite-steps'
import type { CallStep, CompositeStep, Scenario, ScenarioStep } from './scenario-file'
import { differenceOf, printable, resolveValue, UnmetStep } from './scenario-values'

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
  /** Contract commands and queries in all; a composite step counts with what it consists of. */
  readonly commands: number
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
  let commands = 0

  const processOf = async (member: string): Promise<MemberProcess> => {
    const running = processes.get(member)
    if (running) return running
    if (!scenario.members.includes(member)) throw new Error(`no member ${member} in this scenario`)
    const started = await startMember(member)
    processes.set(member, started)
    return started
  }
  const call = async (member: string, row: string, input: unknown): Promise<Result<unknown>> => {
    commands += 1
    return (await processOf(member)).call(row, input)
  }
  const find: FindMember = (alias) => {
    const member = known.get(alias)
    if (!known.has(alias)) throw new UnmetStep(`nothing is known as $${alias}`)
    return member as KnownMember
  }

  const playCall = async (step: CallStep): Promise<void> => {
    const answer = await call(step.member, step.do, resolveValue(step.with, known))
    if (answer.ok && step.as) known.set(step.as, answer.value)
    const message = judge(step, answer, known)
    if (message !== null) throw new UnmetStep(message)
  }
  const playComposite = async (step: CompositeStep): Promise<void> => {
    const { member, reports } = await playCommands(commandsOf(step, find), call)
    if (member) known.set(member.alias, member.known)
    if (!('expect' in step) || step.expect === undefined) return
    const expected = resolveValue(step.expect, known)
    for (const report of reports) {
      const difference = differenceOf(expected, report)
      if (difference !== null) throw new UnmetStep(`differs at "${difference}"`)
    }
  }
  const playStep = async (step: ScenarioStep): Promise<void> => {
    if ('do' in step) return playCall(step)
    if (!('process' in step)) return playComposite(step)
    const running = await processOf(step.member)
    await (step.process === 'kill' ? running.kill() : running.stop())
    processes.delete(step.member)
  }

  try {
    for (const [index, step] of scenario.steps.entries()) {
      onStep(index, step)
      try {
        await playStep(step)
      } catch (thrown) {
        if (!(thrown instanceof UnmetStep)) throw thrown
        unmet.push({ step: index, do: rowOf(step), message: thrown.message })
      }
    }
    const states: Record<string, unknown> = {}
    for (const [index, query] of scenario.print.entries()) {
      const answer = await call(query.member, query.do, resolveValue(query.with, known))
      states[query.as ?? `${index}`] = printable(
        answer.ok ? answer.value : { refused: answer.error },
      )
    }
    const { title, steps } = scenario
    return { title, steps: steps.length, commands, unmet, states }
  } finally {
    await Promise.all([...processes.values()].map((running) => running.stop()))
  }
}

/** The row of a call; the kind of any other step. */
const rowOf = (step: ScenarioStep): string => {
  if ('do' in step) return step.do
  const kinds = ['process', 'founds', 'joins', 'send', 'exchange'] as const
  return kinds.find((kind) => kind in step) ?? ''
}

/** Each command in turn; the first refusal ends the step. */
const playCommands = async <T>(
  composite: Composite<T>,
  call: (member: string, row: string, input: unknown) => Promise<Result<unknown>>,
): Promise<T> => {
  let next = composite.next()
  while (!next.done) {
    const { member, do: row, with: input } = next.value
    const answer = await call(member, row, input)
    if (!answer.ok) {
      throw new UnmetStep(`${member} ${row}: refused: ${JSON.stringify(answer.error)}`)
    }
    next = composite.next(answer.value)
  }
  return next.value
}

const judge = (
  step: CallStep,
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
