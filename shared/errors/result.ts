/**
 * Expected failures as plain data.
 *
 * A `Result` survives process boundaries unchanged. Failures carry a public, stable `code`
 * (`area/what-happened`) and facts that are safe to show and log: ids and limits, never keys,
 * names or plaintext. Defects are thrown.
 */
export interface Failure {
  readonly code: string
}

export interface Ok<T> {
  readonly ok: true
  readonly value: T
}

export interface Err<E extends Failure> {
  readonly ok: false
  readonly error: E
}

export type Result<T, E extends Failure = Failure> = Ok<T> | Err<E>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })

export const err = <const E extends Failure>(error: E): Err<E> => ({ ok: false, error })

/** The value, or a thrown defect. For places where failure would be a mistake of the program. */
export const unwrap = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new Error(`unexpected failure: ${result.error.code}`)
}
