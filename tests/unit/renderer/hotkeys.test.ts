import { describe, expect, it } from 'vitest'
import { combosOf, hotkeys, keysOf } from '../../../renderer/hooks/hotkeys'

describe('the list of keys', () => {
  it('gives no combination to two actions', () => {
    const combos = hotkeys.flatMap(({ id }) => combosOf(id)).map((combo) => combo.toLowerCase())
    expect(new Set(combos).size).toBe(combos.length)
  })

  it('names keys as they stand on the keyboard', () => {
    expect(keysOf('mod+shift+C', false)).toEqual(['Ctrl', 'Shift', 'C'])
    expect(keysOf('mod+shift+C', true)).toEqual(['⌘', '⇧', 'C'])
  })

  it('leaves nothing but bare function keys without a modifier, so that no text triggers one', () => {
    for (const { id } of hotkeys) {
      for (const combo of combosOf(id)) expect(combo).toMatch(/\+|^F\d+$/)
    }
  })
})
