import { describe, expect, it } from 'vitest'
import {
  createHeldCursors,
  cursorLifeMs,
  maxCursorsHeld,
} from '../../../../../electron/vault/meeting/held-cursors'
import { MeetingClock } from '../../../../support/meeting/meeting-clock'

const space = 'a0'.repeat(16)
const at = (value: number) => new Uint8Array([value])

const setup = () => {
  const clock = new MeetingClock()
  const told: string[] = []
  const time = { nowMs: clock.now, startTimer: clock.startTimer }
  const held = createHeldCursors(time, (where, name) => told.push(`${where.slice(0, 2)} ${name}`))
  const valuesIn = (name: 'notes' | 'narrative') =>
    held.of(space, name).map((one) => `${one.deviceId} ${one.at[0]}`)
  return { clock, told, held, valuesIn }
}

describe('cursors of others', () => {
  it('are the newest of each laptop in each text, until it says nowhere or goes', () => {
    const { held, valuesIn } = setup()
    held.put('ben', { space, name: 'notes', at: at(1) })
    held.put('ben', { space, name: 'notes', at: at(2) })
    held.put('cleo', { space, name: 'notes', at: at(3) })
    held.put('cleo', { space, name: 'narrative', at: at(4) })
    expect(valuesIn('notes')).toEqual(['ben 2', 'cleo 3'])
    held.put('ben', { space, name: 'notes', at: null })
    expect(valuesIn('notes')).toEqual(['cleo 3'])
    held.drop('cleo')
    expect([...valuesIn('notes'), ...valuesIn('narrative')]).toEqual([])
    held.drop('nobody')
    held.put('ben', { space, name: 'notes', at: null })
  })

  it('are gone 30 seconds after the last word', async () => {
    const { clock, held, valuesIn } = setup()
    held.put('ben', { space, name: 'notes', at: at(1) })
    await clock.pass(cursorLifeMs - 1)
    held.put('ben', { space, name: 'notes', at: at(2) })
    await clock.pass(cursorLifeMs - 1)
    expect(valuesIn('notes')).toEqual(['ben 2'])
    await clock.pass(1)
    expect(valuesIn('notes')).toEqual([])
  })

  it('are told of text by text, ten times a second at most', async () => {
    const { clock, told, held } = setup()
    for (let move = 0; move < 50; move++) held.put('ben', { space, name: 'notes', at: at(move) })
    held.put('ben', { space, name: 'narrative', at: at(1) })
    expect(told).toEqual([])
    await clock.pass(100)
    expect(told).toEqual(['a0 notes', 'a0 narrative'])
    held.clear()
    expect(told).toHaveLength(4)
    await clock.pass(cursorLifeMs)
    expect(told).toHaveLength(4)
  })

  it('of one laptop are few, whatever it claims', () => {
    const { held } = setup()
    const spaces = Array.from({ length: 50 }, (_space, number) =>
      number.toString(16).padStart(32, '0'),
    )
    for (const one of spaces) held.put('mallory', { space: one, name: 'notes', at: at(1) })
    const kept = spaces.filter((one) => held.of(one, 'notes').length > 0)
    expect(kept).toEqual(spaces.slice(-maxCursorsHeld))
  })
})
