import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acknowledgeHoursFor,
  checkPlaybook,
  maxPlaybookChars,
  type Playbook,
  parsePlaybook,
} from '../../../../shared/domain/playbook'
import { readJson, shippedPlaybook } from '../../../support/playbook-files'

type Path = readonly (string | number)[]
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const nodesOf = (value: Json, path: Path = []): { path: Path; value: Json }[] => [
  { path, value },
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) =>
        nodesOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : []),
]

/** A copy of the shipped file in which one place was changed by `edit`. */
const editedAt = (id: string, path: Path, edit: (parent: Json, key: string | number) => void) => {
  const copy = readJson(`playbooks/${id}.json`) as Json
  let parent = copy as Record<string | number, Json>
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, Json>
  edit(parent as Json, path.at(-1) as string | number)
  return copy
}

const place = (id: string, keep: (node: { path: Path; value: Json }) => boolean) =>
  fc.constantFrom(...nodesOf(readJson(`playbooks/${id}.json`) as Json).filter(keep))

const set = (value: Json) => (parent: Json, key: string | number) => {
  ;(parent as Record<string | number, Json>)[key] = value
}

const refusalOf = (input: unknown) => {
  const parsed = parsePlaybook(input)
  return parsed.ok ? null : parsed.error
}

describe('parsePlaybook', () => {
  it.each(['elastic', 'kubernetes', 'own'])(
    'reads %s and gives back what was in the file',
    (id) => {
      const file = readJson(`playbooks/${id}.json`)
      expect(parsePlaybook(file)).toEqual({ ok: true, value: file })
      expect(parsePlaybook(JSON.parse(JSON.stringify(shippedPlaybook(id))))).toEqual({
        ok: true,
        value: file,
      })
    },
  )

  it.each([null, 7, 'elastic', [], {}])('refuses what is no playbook at all: %j', (input) => {
    expect(refusalOf(input)).toMatchObject({ code: 'playbook/invalid' })
  })

  it('refuses a value of another type, and names its place', () => {
    fc.assert(
      fc.property(
        place('elastic', ({ path }) => path.length > 0),
        ({ path, value }) => {
          const other = typeof value === 'string' ? 7 : 'a word'
          const refusal = refusalOf(editedAt('elastic', path, set(other)))
          expect(refusal?.code).toBe('playbook/invalid')
          expect(refusal?.path).toBe(path.join('.'))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('refuses an unknown key in any object, and names the object', () => {
    const objects = place(
      'kubernetes',
      ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value),
    )
    fc.assert(
      fc.property(objects, ({ path }) => {
        const edited = editedAt('kubernetes', [...path, 'reson'], set('a tie'))
        expect(refusalOf(edited)).toEqual({
          code: 'playbook/invalid',
          path: path.join('.'),
          reason: 'unrecognized-keys',
        })
      }),
      { numRuns: 300 },
    )
  })

  it('refuses a text past its limit, and names it', () => {
    fc.assert(
      fc.property(
        place('own', ({ value }) => typeof value === 'string'),
        ({ path }) => {
          const refusal = refusalOf(editedAt('own', path, set('x'.repeat(2_001))))
          expect(refusal?.code).toBe('playbook/invalid')
          expect(refusal?.path).toBe(path.join('.'))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('refuses a list past its limit, and names it', () => {
    fc.assert(
      fc.property(
        place('own', ({ value }) => Array.isArray(value) && value.length > 0),
        ({ path, value }) => {
          const long = Array.from({ length: 61 }, () => (value as Json[])[0] as Json)
          expect(refusalOf(editedAt('own', path, set(long)))).toMatchObject({
            path: path.join('.'),
            reason: expect.stringMatching(/^(too-big|invalid-value)$/),
          })
        },
      ),
      { numRuns: 100 },
    )
  })

  it('never throws and never repeats text of the file in its refusal', () => {
    fc.assert(
      fc.property(
        place('elastic', ({ path }) => path.length > 0),
        fc.jsonValue(),
        ({ path }, junk) => {
          const edited = editedAt('elastic', path, set({ canary: 'canary-7319', junk } as Json))
          expect(JSON.stringify(refusalOf(edited))).not.toContain('canary')
        },
      ),
      { numRuns: 300 },
    )
  })

  it('refuses what only the check finds, with the code of the finding', () => {
    const spoilt = shippedPlaybook('elastic')
    spoilt.hesitantLadder.reverse()
    expect(refusalOf(spoilt)).toEqual({
      code: 'playbook/invalid',
      path: 'hesitantLadder',
      reason: 'playbook/wrong-order',
    })
  })
})

const findingsAfter = (spoil: (playbook: Playbook) => void) => {
  const playbook = shippedPlaybook('elastic')
  spoil(playbook)
  return checkPlaybook(playbook)
}

const promptFor = (playbook: Playbook, key: string) => {
  const index = playbook.callScript.findIndex((prompt) => prompt.field?.key === key)
  const field = playbook.callScript[index]?.field
  if (!field) throw new Error(`no prompt asks for ${key}`)
  return { index, field }
}

describe('checkPlaybook', () => {
  it.each(['elastic', 'kubernetes', 'own'])('finds nothing wrong with %s', (id) => {
    expect(checkPlaybook(shippedPlaybook(id))).toEqual([])
  })

  it.each(['location', 'clothing', 'meetingPlace'])(
    '[R6] finds %s kept as anything but a safety note',
    (key) => {
      const index = promptFor(shippedPlaybook('elastic'), key).index
      expect(
        findingsAfter((playbook) => {
          promptFor(playbook, key).field.kind = 'text'
        }),
      ).toEqual([{ code: 'playbook/field-kind', path: `callScript.${index}.field.kind` }])
    },
  )

  it('[R6] finds a lasting answer marked as a safety note, which would be erased', () => {
    expect(
      findingsAfter((playbook) => {
        promptFor(playbook, 'whatHappened').field.kind = 'safety'
      }),
    ).toMatchObject([{ code: 'playbook/field-kind' }])
    expect(
      findingsAfter((playbook) => {
        playbook.writtenReport.fields[0] = { key: 'clothing', label: 'Clothes', kind: 'text' }
      }),
    ).toEqual([{ code: 'playbook/field-kind', path: 'writtenReport.fields.0.kind' }])
  })

  it('[R11, R12, R13, R14] finds any order of the ladder but the one from least to most', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2 }), (order) => {
        const isAscending = order.every((place, i) => i === 0 || place > (order[i - 1] ?? -1))
        const findings = findingsAfter((playbook) => {
          const steps = playbook.hesitantLadder
          playbook.hesitantLadder = order.map((place) => steps[place] as (typeof steps)[number])
        })
        expect(findings).toEqual(
          isAscending ? [] : [{ code: 'playbook/wrong-order', path: 'hesitantLadder' }],
        )
      }),
    )
  })

  it('[R61] finds the five parts of the conversation out of order', () => {
    expect(
      findingsAfter((playbook) => {
        playbook.conversation.parts.reverse()
      }),
    ).toEqual([{ code: 'playbook/wrong-order', path: 'conversation.parts' }])
  })

  it('finds a missing or repeated severity or urgency', () => {
    expect(
      findingsAfter((playbook) => {
        const [low] = playbook.severities
        if (low) playbook.severities[1] = { ...low }
      }),
    ).toEqual([
      { code: 'playbook/duplicate-id', path: 'severities.1' },
      { code: 'playbook/wrong-order', path: 'severities' },
    ])
  })

  it('finds an id that stands twice in one list', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('categories', 'consequences', 'tellReporter', 'planQuestions' as const),
        fc.nat(),
        (list, pick) => {
          const size = shippedPlaybook('elastic')[list].length
          const findings = findingsAfter((playbook) => {
            const members: unknown[] = playbook[list]
            members.push(structuredClone(members[pick % size]))
          })
          expect(findings).toEqual([{ code: 'playbook/duplicate-id', path: `${list}.${size}` }])
        },
      ),
    )
  })

  it('finds an answer that the script asks for twice', () => {
    const { index } = promptFor(shippedPlaybook('elastic'), 'ongoing')
    expect(
      findingsAfter((playbook) => {
        promptFor(playbook, 'ongoing').field.key = 'reported'
      }),
    ).toEqual([{ code: 'playbook/duplicate-id', path: `callScript.${index}.field.key` }])
  })

  it.each(['{reporter}', '{name', 'name}', '{}', '{Name}', '{recipient}'])(
    'finds a placeholder that the call script does not know: %s',
    (text) => {
      expect(
        findingsAfter((playbook) => {
          if (playbook.callScript[0]) playbook.callScript[0].say = `Hello, ${text}`
        }),
      ).toEqual([{ code: 'playbook/unknown-placeholder', path: 'callScript.0.say' }])
    },
  )

  it('finds a placeholder where nothing fills it', () => {
    expect(
      findingsAfter((playbook) => {
        playbook.mediator.label = '{name}'
      }),
    ).toEqual([{ code: 'playbook/unknown-placeholder', path: 'mediator.label' }])
  })

  it('finds a letter that is missing', () => {
    expect(
      findingsAfter((playbook) => {
        playbook.letters = playbook.letters.filter(({ id }) => id !== 'delay-notice')
      }),
    ).toContainEqual({ code: 'playbook/missing-id', path: 'letters' })
  })

  it('finds no primary channel, and two', () => {
    const primary = [{ code: 'playbook/primary-channel', path: 'channels' }]
    for (const all of [true, false]) {
      expect(
        findingsAfter((playbook) => {
          for (const channel of playbook.channels) channel.primary = all
        }),
      ).toEqual(primary)
    }
  })

  it('finds a redirection to nowhere, to itself, and a deadline of no channel', () => {
    const withoutMail = findingsAfter((playbook) => {
      playbook.channels = playbook.channels.filter(({ id }) => id !== 'email')
    })
    expect(withoutMail.map(({ code }) => code)).toEqual([
      'playbook/unknown-channel',
      'playbook/unknown-channel',
    ])
    expect(
      findingsAfter((playbook) => {
        if (playbook.channels[0]) playbook.channels[0].redirectTo = playbook.channels[0].id
      }),
    ).toEqual([{ code: 'playbook/unknown-channel', path: 'channels.0.redirectTo' }])
  })

  it('finds a claim about the source that names no place', () => {
    expect(
      findingsAfter((playbook) => {
        playbook.notInSource = ['deadlines', 'deadline', '']
      }),
    ).toEqual([
      { code: 'playbook/unknown-path', path: 'notInSource.1' },
      { code: 'playbook/unknown-path', path: 'notInSource.2' },
    ])
  })

  it('finds a quorum larger than those who can take part', () => {
    expect(
      findingsAfter((playbook) => {
        playbook.quorum = { rule: 'majority-of-members', few: { upTo: 2, quorum: 3 } }
      }),
    ).toEqual([{ code: 'playbook/impossible-quorum', path: 'quorum.few.quorum' }])
  })

  it('finds a playbook that has grown too large for one entry', () => {
    const findings = findingsAfter((playbook) => {
      playbook.consequences = Array.from({ length: 60 }, (_, i) => ({
        id: `measure-${i}`,
        label: 'x'.repeat(300),
        description: 'x'.repeat(2_000),
        condition: 'x'.repeat(2_000),
        group: 'words' as const,
        timed: 'none' as const,
      }))
    })
    expect(findings).toEqual([{ code: 'playbook/too-large', path: '' }])
    expect(JSON.stringify(shippedPlaybook('elastic')).length).toBeLessThan(maxPlaybookChars / 4)
  })
})

describe('acknowledgeHoursFor', () => {
  it('[R32, R33] is a promise for written reports, and for nobody who was there', () => {
    const elastic = shippedPlaybook('elastic')
    expect(acknowledgeHoursFor(elastic, 'email')).toBe(24)
    expect(acknowledgeHoursFor(elastic, 'web-form')).toBe(24)
    expect(acknowledgeHoursFor(elastic, 'phone')).toBeNull()
    const kubernetes = shippedPlaybook('kubernetes')
    expect(acknowledgeHoursFor(kubernetes, 'email')).toBe(72)
    expect(acknowledgeHoursFor(kubernetes, 'web-form')).toBeNull()
  })
})
