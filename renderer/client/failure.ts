import type { Failure } from '../../shared/errors/result'

/**
 * A refusal of the bridge as an error, so that a query or a mutation can fail with it.
 * Carries the public code and its safe facts, never plaintext. Only the renderer turns it into words.
 */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.code)
    this.name = 'FailureError'
    this.failure = failure
  }

  get code(): string {
    return this.failure.code
  }
}

/** Anything that was thrown, as a failure: what is not a refusal is a defect. */
export const toFailureError = (thrown: unknown): FailureError =>
  thrown instanceof FailureError ? thrown : new FailureError({ code: 'internal/defect' })

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: FailureError
  }
}
