import { err, ok, type Result } from '../../../shared/errors/result'
import { z } from '../../../shared/util/schema'

/**
 * A scenario: contract commands by named members, each with a vault process of their own, and what is
 * expected of every answer. Documented in `docs/scenarios.md`.
 */
const memberName = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/)
const valueName = z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/)

const CallStep = z.strictObject({
  member: memberName,
  do: z.string().max(100),
  with: z.record(z.string(), z.unknown()).default({}),
  /** Keeps the answer's value under this name for later steps. */
  as: valueName.optional(),
  /** The answer's value must hold at least this (see `matches`). */
  expect: z.unknown().optional(),
  /** The command must be refused with this code. */
  refused: z.string().optional(),
  why: z.string().max(300).optional(),
})

const ProcessStep = z.strictObject({
  member: memberName,
  /** `kill` ends the process at once, without a word to it; `restart` stops it properly. */
  process: z.enum(['kill', 'restart']),
  why: z.string().max(300).optional(),
})

export const ScenarioStep = z.union([CallStep, ProcessStep])
export type ScenarioStep = z.infer<typeof ScenarioStep>

export const Scenario = z.strictObject({
  conclaveScenario: z.literal(1),
  title: z.string().min(1).max(200),
  /** Requirement numbers that the scenario covers. */
  covers: z.array(z.string().regex(/^R\d{1,2}$/)).default([]),
  members: z.array(memberName).min(1).max(20),
  steps: z.array(ScenarioStep).max(2_000),
  /** Queries whose answers are printed at the end. */
  print: z.array(CallStep.pick({ member: true, do: true, with: true, as: true })).default([]),
})
export type Scenario = z.infer<typeof Scenario>

export interface ScenarioInvalid {
  readonly code: 'scenario/invalid'
  readonly path: string
  readonly message: string
}

export const parseScenario = (text: string): Result<Scenario, ScenarioInvalid> => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err({ code: 'scenario/invalid', path: '', message: 'not JSON' })
  }
  const parsed = Scenario.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  return err({
    code: 'scenario/invalid',
    path: issue?.path.map(String).join('.') ?? '',
    message: issue?.message ?? '',
  })
}
