import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answerOf,
  isUntouched,
  maxCharsOf,
  withAnswer,
  withItem,
} from '../../../../../renderer/features/intake/draft-fields'
import { draftToSave } from '../../../../../renderer/features/intake/draft-to-save'
import { emptyDraft, IntakeDraft, withMode } from '../../../../../shared/domain/intake'
import { FieldKey } from '../../../../../shared/domain/playbook'

const draft = emptyDraft('phone', 1_000)
const notYet = '(not written yet)'

describe('answers beside the prompts', () => {
  it.each(FieldKey.options)('keeps %s and gives it back', (key) => {
    expect(answerOf(withAnswer(draft, key, 'said'), key)).toBe('said')
  })

  it('keeps whereabouts and clothing only among what is erased after the meeting (R6)', () => {
    const full = (['location', 'clothing', 'meetingPlace'] as const).reduce(
      (made, key) => withAnswer(made, key, 'canary'),
      draft,
    )
    expect(JSON.stringify({ ...full, safety: null })).not.toContain('canary')
  })

  it('has no place for a name or a contact in an anonymous report (R13)', () => {
    const anonymous = withMode(withAnswer(draft, 'reporterName', 'canary'), 'anonymous')
    const typed = withAnswer(
      withAnswer(anonymous, 'reporterName', 'canary'),
      'reporterContact',
      'canary',
    )
    expect(JSON.stringify(typed)).not.toContain('canary')
    expect(answerOf(typed, 'reporterName')).toBeNull()
  })

  it('takes no longer answer than the contract', () => {
    for (const key of FieldKey.options) {
      const full = withAnswer(draft, key, 'x'.repeat(maxCharsOf(key)))
      expect(IntakeDraft.safeParse(full).success).toBe(true)
    }
  })
})

describe('a list of ticked items', () => {
  it('has an item once, and not at all when it was unticked', () => {
    expect(withItem(['a'], 'a', true)).toEqual(['a'])
    expect(withItem(['a'], 'b', true)).toEqual(['a', 'b'])
    expect(withItem(['a', 'b'], 'a', false)).toEqual(['b'])
  })
})

describe('a draft as it is saved', () => {
  const typed = fc.string({ maxLength: 20 })
  const rows = fc.array(fc.record({ where: typed, who: typed }), { maxLength: 5 })

  it('is what the contract takes, however little is filled in, and loses nothing typed', () => {
    fc.assert(
      fc.property(
        rows,
        typed,
        typed,
        fc.array(typed, { maxLength: 4 }),
        (seen, action, reason, names) => {
          const made: IntakeDraft = {
            ...draft,
            seenElsewhere: seen,
            takedowns: seen.map(({ where, who }) => ({ where, what: who })),
            notToTell: names,
            emergency: { action, reason, calledWhom: '', lawEnforcementAskedByReporter: false },
          }
          const saved = draftToSave(made, notYet)
          expect(IntakeDraft.safeParse(saved).success).toBe(true)
          for (const { where, who } of seen) {
            for (const text of [where, who]) {
              if (text.trim() !== '')
                expect(JSON.stringify(saved.seenElsewhere)).toContain(
                  JSON.stringify(text).slice(1, -1),
                )
            }
          }
          if (action.trim() !== '') expect(saved.emergency?.action).toBe(action)
          if (reason.trim() !== '') expect(saved.emergency?.reason).toBe(reason)
        },
      ),
    )
  })

  it('leaves out lines in which nothing was written', () => {
    const saved = draftToSave(
      {
        ...draft,
        seenElsewhere: [{ where: ' ', who: '' }],
        people: [
          { role: 'witness', name: ' ', handles: [], aliases: [], employer: '', pronouns: '' },
        ],
        emergency: {
          action: '',
          reason: ' ',
          calledWhom: '',
          lawEnforcementAskedByReporter: false,
        },
      },
      notYet,
    )
    expect(saved).toEqual(draft)
  })
})

describe('a draft in which nothing was entered', () => {
  it('is told from one in which anything was', () => {
    expect(isUntouched(draft)).toBe(true)
    for (const key of FieldKey.options) expect(isUntouched(withAnswer(draft, key, 'x'))).toBe(false)
    expect(isUntouched({ ...draft, notToTell: ['Cleo'] })).toBe(false)
  })
})
