import { describe, expect, it } from 'vitest'
import { SampleReport } from '../../../../shared/domain/sample-report'
import { readJson } from '../../../support/playbook-files'

const sample = (id: string) => readJson(`samples/${id}.json`) as Record<string, unknown>

const placesOfIssues = (input: unknown): string[] => {
  const parsed = SampleReport.safeParse(input)
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'))
}

describe('SampleReport', () => {
  it('[R13] has no place for a reporter in an anonymous report', () => {
    expect(SampleReport.safeParse(sample('anonymous')).success).toBe(true)
    const reporter = { name: 'Imke Vandael', contact: 'imke@example.org' }
    expect(placesOfIssues({ ...sample('anonymous'), reporter })).toEqual([''])
    expect(placesOfIssues({ ...sample('anonymous'), fields: { reporterName: 'Imke' } })).toEqual([
      'fields',
    ])
  })

  it('[R14] has a word to withdraw an escrowed report with', () => {
    const { wakeWord: _word, ...without } = sample('escrow')
    expect(placesOfIssues(without)).toEqual(['wakeWord'])
  })

  it('refuses a time without a zone and an unknown channel', () => {
    expect(placesOfIssues({ ...sample('call'), receivedAt: '2026-10-13T21:48:00' })).toEqual([
      'receivedAt',
    ])
    expect(placesOfIssues({ ...sample('call'), channel: 'pigeon' })).toEqual(['channel'])
  })
})
