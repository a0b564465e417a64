import { describe, expect, it } from 'vitest'
import {
  type MemberProcess,
  playScenario,
} from '../../../../../electron/hosts/scenario/play-scenario'
import { parseScenario, Scenario } from '../../../../../electron/hosts/scenario/scenario-file'
import {
  differenceOf,
  printable,
  resolveValue,
} from '../../../../../electron/hosts/scenario/scenario-values'
import { err, ok } from '../../../../../shared/errors/result'

/** A process that answers `say` with what it is told to, and refuses everything else. */
const setup = () => {
  const log: string[] = []
  const start = async (member: string): Promise<MemberProcess> => {
    log.push(`start ${member}`)
    return {
      call: async (row, input) => {
        log.push(`${member} ${row}`)
        return row === 'say' ? ok(input) : err({ code: 'contract/unknown-row' })
      },
      stop: async () => {
        log.push(`stop ${member}`)
      },
      kill: async () => {
        log.push(`kill ${member}`)
      },
    }
  }
  const play = (steps: unknown[], print: unknown[] = []) =>
    playScenario(
      Scenario.parse({
        conclaveScenario: 1,
        title: 'A test',
        members: ['ada', 'ben'],
        steps,
        print,
      }),
      start,
    )
  return { log, play }
}

describe('a scenario', () => {
  it('keeps answers under their names and sends parts of them later', async () => {
    const { play } = setup()
    const outcome = await play(
      [
        { member: 'ada', do: 'say', with: { deep: { list: [1, 'two'] } }, as: 'first' },
        { member: 'ben', do: 'say', with: { word: '$first.deep.list.1' }, expect: { word: 'two' } },
      ],
      [{ member: 'ben', do: 'say', with: { all: '$first.deep' }, as: 'state' }],
    )
    expect(outcome).toMatchObject({ unmet: [], states: { state: { all: { list: [1, 'two'] } } } })
  })

  it('reports every unmet expectation and goes on', async () => {
    const { play } = setup()
    const { unmet } = await play([
      { member: 'ada', do: 'say', with: { a: { b: 1 } }, expect: { a: { b: 2 } } },
      { member: 'ada', do: 'say', refused: 'vault/locked' },
      { member: 'ada', do: 'other', refused: 'vault/locked' },
      { member: 'ada', do: 'other' },
      { member: 'ada', do: 'say', with: { x: '$nothing.there' } },
      { member: 'ada', do: 'other', refused: 'contract/unknown-row' },
    ])
    expect(unmet.map(({ step, message }) => [step, message])).toEqual([
      [0, 'differs at "a.b"'],
      [1, 'expected a refusal vault/locked, but it was done'],
      [2, 'expected vault/locked, got contract/unknown-row'],
      [3, 'refused: {"code":"contract/unknown-row"}'],
      [4, 'nothing is known as $nothing.there'],
    ])
  })

  it('starts a process anew after it was killed or restarted, and stops all at the end', async () => {
    const { log, play } = setup()
    await play([
      { member: 'ada', do: 'say' },
      { member: 'ada', process: 'kill' },
      { member: 'ada', do: 'say' },
      { member: 'ada', process: 'restart' },
      { member: 'ben', do: 'say' },
    ])
    expect(log).toEqual([
      'start ada',
      'ada say',
      'kill ada',
      'start ada',
      'ada say',
      'stop ada',
      'start ben',
      'ben say',
      'stop ben',
    ])
  })

  it('is refused with the place of what is wrong in its file', () => {
    expect(parseScenario('{')).toMatchObject({
      error: { code: 'scenario/invalid', message: 'not JSON' },
    })
    expect(
      parseScenario('{"conclaveScenario":1,"title":"x","members":["Ada"],"steps":[]}'),
    ).toMatchObject({
      error: { code: 'scenario/invalid', path: 'members.0' },
    })
  })
})

describe('what is expected of an answer', () => {
  it.each<[unknown, unknown, string | null]>([
    [{ a: 1 }, { a: 1, b: 2 }, null],
    [{ a: 1 }, { b: 1 }, 'a'],
    [[1, 2], [1, 2, 3], 'length'],
    [{ $length: 2 }, [1, 2], null],
    [{ list: { $has: { id: 2 } } }, { list: [{ id: 1 }, { id: 2 }] }, null],
    [{ $has: 4 }, [1, 2], '$has'],
    [{ $not: { $has: 4 } }, [1, 2], null],
    [{ a: { $any: true } }, {}, 'a'],
    [{ $matches: '^[a-z]+$' }, 'abc', null],
    [{ $matches: '^[a-z]+$' }, 5, '$matches'],
    [null, undefined, ''],
  ])('%j against %j differs at %j', (expected, actual, difference) => {
    expect(differenceOf(expected, actual)).toBe(difference)
  })

  it('merges objects, and carries bytes both ways', () => {
    const known = new Map<string, unknown>([['draft', { a: 1, b: 2 }]])
    expect(resolveValue({ $merge: ['$draft', { b: 3 }] }, known)).toEqual({ a: 1, b: 3 })
    const bytes = resolveValue({ $bytes: '00ff' }, known)
    expect(bytes).toEqual(new Uint8Array([0, 255]))
    expect(printable({ deep: [bytes] })).toEqual({ deep: [{ $bytes: '00ff' }] })
  })
})
