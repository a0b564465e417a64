import type { ParseKeys, TFunction } from 'i18next'
import type { SayHistory } from '../../../shared/domain/case/history-sentence'

/** The history's sentences in the language of the window. That each has its text, the compiler checks. */
export const sayHistory =
  (t: TFunction<'cases'>): SayHistory =>
  (text: ParseKeys<'cases'>, facts) =>
    t(text as 'history.unknown', { kind: '', ...facts })
