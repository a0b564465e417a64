import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fillTemplate,
  hasOnlyPlaceholders,
  templateBlank,
} from '../../../../shared/domain/playbook-template'

describe('fillTemplate', () => {
  it('[R6] introduces the member by name', () => {
    expect(
      fillTemplate('This is {name} of {committee}.', { name: 'Ada', committee: 'Harbor' }),
    ).toBe('This is Ada of Harbor.')
  })

  it('leaves a visible blank for what is not known, also for what only looks inherited', () => {
    expect(fillTemplate('Call {others}', {})).toBe(`Call ${templateBlank}`)
    expect(fillTemplate('Call {others}', { others: '' })).toBe(`Call ${templateBlank}`)
    expect(fillTemplate('{constructor}{__proto__}', {})).toBe(`${templateBlank}${templateBlank}`)
  })

  it('inserts a value as it is, whatever it contains', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        expect(fillTemplate('<{name}>', { name, committee: 'never' })).toBe(`<${name}>`)
      }),
    )
    expect(fillTemplate('{name}', { name: '$& {committee}', committee: 'x' })).toBe(
      '$& {committee}',
    )
  })

  it('fills everything that the check lets through', () => {
    const allowed = ['name', 'committee'] as const
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{name}', '{committee}', 'text ', '{', '}')), (bits) => {
        const template = bits.join('')
        fc.pre(hasOnlyPlaceholders(template, allowed))
        expect(fillTemplate(template, { name: 'Ada', committee: 'Harbor' })).not.toMatch(/[{}]/)
      }),
    )
  })
})
