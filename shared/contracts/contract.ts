import type { z } from 'zod'
import type { Failure, Result } from '../errors/result'

/**
 * One row of a process contract. Inputs are parsed by the receiving side with `input`; outputs are
 * values of `output`. `codes` lists every refusal the row can answer with beside the common ones.
 */
export interface Row<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'query' | 'command'
  readonly input: I
  readonly output: O
  readonly codes: readonly string[]
}

export type Contract = Readonly<Record<string, Row>>

/** Reads; changes nothing that another row could observe. */
export const query = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  codes: readonly string[] = [],
): Row<I, O> => ({ kind: 'query', input, output, codes })

/** Acts; acknowledged only when its effect is durable. */
export const command = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  codes: readonly string[] = [],
): Row<I, O> => ({ kind: 'command', input, output, codes })

export type InputOf<R extends Row> = z.infer<R['input']>
export type OutputOf<R extends Row> = z.infer<R['output']>

/** What a caller sees: every row a method that answers with a Result and never throws. */
export type ClientOf<C extends Contract> = {
  readonly [K in keyof C]: (input: InputOf<C[K]>) => Promise<Result<OutputOf<C[K]>, Failure>>
}

/** What the receiving side implements; inputs are already parsed. */
export type HandlersOf<C extends Contract> = {
  readonly [K in keyof C]: (
    input: InputOf<C[K]>,
  ) => Promise<Result<OutputOf<C[K]>, Failure>> | Result<OutputOf<C[K]>, Failure>
}
