import { err, type Failure, type Result } from '../errors/result'
import type { Contract, HandlersOf } from './contract'

/** What every row can answer beside its own codes, as long as the channel stands. */
export type ContractFailure =
  | { readonly code: 'contract/unknown-row' }
  /** `path` names the first field that was refused, never its value. */
  | { readonly code: 'contract/invalid-input'; readonly path: string }
  | { readonly code: 'internal/defect'; readonly incidentId: string }

/** A mistake of the program, as far as it may be logged: no message, because messages quote values. */
export interface Defect {
  readonly incidentId: string
  readonly row: string
  readonly errorName: string
  /** Lines of the stack that name code, without the line that holds the message. */
  readonly frames: readonly string[]
}

export interface DispatchOptions {
  newIncidentId(): string
  reportDefect(defect: Defect): void
  /** Makes an answer outside its row's schema or codes a defect. For tests: it costs a parse. */
  readonly checkAnswers?: boolean
}

/** Answers one call; never throws and never rejects, whatever it is given. */
export type Dispatch = (row: unknown, input: unknown) => Promise<Result<unknown>>

/** Codes that any row may answer with; see `vault.ts`. */
const commonCodes = new Set([
  'vault/locked',
  'vault/read-only',
  'internal/defect',
  'join/waiting',
  'member/left',
  'device/frozen',
  'space/update-needed',
])
const maxFrames = 12

/** @param row where it happened, for what no row was asked for in brackets */
export const describeDefect = (thrown: unknown, row: string, incidentId: string): Defect => {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : ''
  return {
    incidentId,
    row,
    errorName: thrown instanceof Error ? thrown.constructor.name : typeof thrown,
    frames: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, maxFrames)
      .map((line) => line.trim()),
  }
}

/**
 * The receiving side of a contract. Every input is parsed with its row's schema before a handler
 * sees it; a thrown defect becomes a code and an incident id, and is told to `reportDefect` alone.
 */
export const createDispatch = <C extends Contract>(
  contract: C,
  handlers: HandlersOf<C>,
  options: DispatchOptions,
): Dispatch => {
  const answerRow = async (name: string, input: unknown): Promise<Result<unknown>> => {
    const row = contract[name] as Contract[string]
    const parsed = row.input.safeParse(input)
    if (!parsed.success) {
      const path = parsed.error.issues[0]?.path.map(String).join('.') ?? ''
      return err<ContractFailure>({ code: 'contract/invalid-input', path })
    }
    const handle = handlers[name] as (parsedInput: unknown) => Promise<Result<unknown>>
    const answer = await handle(parsed.data)
    if (options.checkAnswers === true) assertAnswer(row, answer)
    return answer
  }

  return async (row, input) => {
    if (typeof row !== 'string' || !Object.hasOwn(contract, row)) {
      return err<ContractFailure>({ code: 'contract/unknown-row' })
    }
    try {
      return await answerRow(row, input)
    } catch (thrown) {
      const incidentId = options.newIncidentId()
      options.reportDefect(describeDefect(thrown, row, incidentId))
      return err<ContractFailure>({ code: 'internal/defect', incidentId })
    }
  }
}

const assertAnswer = (row: Contract[string], answer: Result<unknown, Failure>): void => {
  if (answer.ok) {
    if (!row.output.safeParse(answer.value).success) throw new AnswerOutsideContract()
    return
  }
  const { code } = answer.error
  if (!row.codes.includes(code) && !commonCodes.has(code)) throw new AnswerOutsideContract()
}

class AnswerOutsideContract extends Error {}
