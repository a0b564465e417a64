import { err, ok, type Result } from '../../../shared/errors/result'
import { z } from '../../../shared/util/schema'

/**
 * A scenario: contract commands by named members, each with a vault process of their own, and what is
 * expected of every answer. Documented in `docs/scenarios.md`.
 */
const memberName = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/)
const valueName = z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/)
const why = z.string().max(300).optional()
const text = z.string().min(1).max(500)

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
  why,
})

const ProcessStep = z.strictObject({
  member: memberName,
  /** `kill` ends the process at once, without a word to it; `restart` stops it properly. */
  process: z.enum(['kill', 'restart']),
  why,
})

/** Who a member says they are, where it matters to the scenario. */
const about = {
  memberName: text.optional(),
  employer: text.optional(),
  passphrase: text.optional(),
}

const FoundStep = z.strictObject({
  member: memberName,
  founds: z.strictObject({
    ...about,
    committeeName: text.default('Harbor Days committee'),
    /** One of the playbooks that the app brings, by its id. */
    playbook: text.default('elastic'),
    /** Fields of the playbook's own in place of what it says. */
    changes: z.record(z.string(), z.unknown()).optional(),
  }),
  why,
})

const JoinStep = z.strictObject({
  member: memberName,
  /** The member who invites, reads the request and signs first. */
  joins: memberName,
  /** Who signs after the inviter, in turn. */
  signedBy: z.array(memberName).max(20).default([]),
  ...about,
  aliases: z.array(text).max(20).default([]),
  /** A further laptop of this member; without it a new member joins. */
  laptopOf: memberName.optional(),
  purpose: z.enum(['second', 'replacement']).default('second'),
  why,
})

const SendStep = z.strictObject({
  send: memberName,
  to: z.array(memberName).min(1).max(20),
  /** What every import reports must hold at least this. */
  expect: z.unknown().optional(),
  why,
})

const ExchangeStep = z.strictObject({
  exchange: z.array(memberName).min(2).max(20),
  why,
})

export type FoundStep = z.infer<typeof FoundStep>
export type JoinStep = z.infer<typeof JoinStep>
export type SendStep = z.infer<typeof SendStep>
export type ExchangeStep = z.infer<typeof ExchangeStep>
/** A step that stands for several commands. */
export type CompositeStep = FoundStep | JoinStep | SendStep | ExchangeStep
export type CallStep = z.infer<typeof CallStep>

export const ScenarioStep = z.union([
  CallStep,
  ProcessStep,
  FoundStep,
  JoinStep,
  SendStep,
  ExchangeStep,
])
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

/** What a step does, in a few words. */
export const describeStep = (step: ScenarioStep): string => {
  if ('do' in step) return `${step.member} ${step.do}`
  if ('process' in step) return `${step.member} ${step.process}`
  if ('founds' in step) return `${step.member} founds`
  if ('joins' in step) return `${step.member} joins ${step.joins}`
  if ('send' in step) return `${step.send} sends to ${step.to.join(', ')}`
  return `${step.exchange.join(', ')} exchange`
}
