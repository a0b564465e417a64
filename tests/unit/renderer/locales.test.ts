import { describe, expect, it } from 'vitest'
import { createI18n } from '../../../renderer/app/i18n'
import { describeFailure } from '../../../renderer/hooks/failure-text'
import common from '../../../resources/locales/en/common.json'
import errors from '../../../resources/locales/en/errors.json'
import { shellContract } from '../../../shared/contracts/shell'
import { vaultContract } from '../../../shared/contracts/vault'
import { VaultWarning } from '../../../shared/contracts/views'

const commonCodes = [
  'contract/invalid-input',
  'contract/unknown-row',
  'internal/defect',
  'vault/locked',
  'vault/read-only',
]

const contractCodes = [
  ...new Set([
    ...commonCodes,
    ...Object.values({ ...vaultContract, ...shellContract }).flatMap((row) => row.codes),
  ]),
]

const allTexts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(allTexts)
      : []

describe('the words for failures', () => {
  it.each(contractCodes)('say what happened, what is safe and what to do: %s', (code) => {
    expect(Object.keys(errors)).toContain(code)
    const { title, detail, advice } = describeFailure(createI18n(), { code })
    for (const text of [title, detail, advice]) expect(text).toMatch(/\w.*[\w.]$/)
  })

  it('stay calm about a code that this version does not know', () => {
    const { title, code } = describeFailure(createI18n(), { code: 'storage/never-heard-of' })
    expect(title).toBe(errors.unknown.title)
    expect(code).toBe('storage/never-heard-of')
  })
})

describe('the words for warnings', () => {
  it.each(VaultWarning.options)('exist for %s', (warning) => {
    expect(common.warnings[warning].title).not.toBe('')
    expect(common.warnings[warning].message).not.toBe('')
  })
})

describe('all words', () => {
  it('never call a reporter or a reported person by a verdict', () => {
    const texts = Object.values(
      import.meta.glob('../../../resources/locales/*/*.json', { eager: true, import: 'default' }),
    ).flatMap(allTexts)
    expect(texts.filter((text) => /victim|accus|perpetrator|offender/i.test(text))).toEqual([])
  })
})
