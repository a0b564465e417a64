import type { i18n } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/errors/result'

export interface FailureText {
  /** What happened. */
  readonly title: string
  /** What it means and what is safe. */
  readonly detail: string
  /** What to do now. */
  readonly advice: string
  /** For a report to whoever helps; shown small. */
  readonly code: string
}

const textOf = (instance: i18n, code: string, field: 'title' | 'detail' | 'advice'): string => {
  // Codes are data of the contracts, not of the compiler; a test holds that each has its words.
  const translate = instance.t.bind(instance) as unknown as (key: string) => string
  const key = `errors:${code}.${field}`
  return translate(instance.exists(key) ? key : `errors:unknown.${field}`)
}

/** The words for a failure: every code has its own, and one that is new still reads calmly. */
export const describeFailure = (instance: i18n, failure: Failure): FailureText => ({
  title: textOf(instance, failure.code, 'title'),
  detail: textOf(instance, failure.code, 'detail'),
  advice: textOf(instance, failure.code, 'advice'),
  code: failure.code,
})

export const useFailureText = (): ((failure: Failure) => FailureText) => {
  const { i18n: instance } = useTranslation()
  return (failure) => describeFailure(instance, failure)
}
