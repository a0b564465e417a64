import { ladderActions, safetyKeys } from './playbook-intake'
import { conversationParts, letterIds } from './playbook-response'
import type { Playbook } from './playbook-shape'
import { hasOnlyPlaceholders, letterPlaceholders, scriptPlaceholders } from './playbook-template'

/** Something wrong with a playbook whose shape is right. `path` is dotted: `letters.2.body.0`. */
export interface Finding {
  readonly code:
    | 'playbook/too-large'
    | 'playbook/duplicate-id'
    | 'playbook/missing-id'
    | 'playbook/field-kind'
    | 'playbook/wrong-order'
    | 'playbook/unknown-placeholder'
    | 'playbook/unknown-path'
    | 'playbook/primary-channel'
    | 'playbook/unknown-channel'
    | 'playbook/impossible-quorum'
  readonly path: string
}

/** Characters of the playbook as JSON: it travels inside one ledger entry. */
export const maxPlaybookChars = 200_000

type Check = (playbook: Playbook) => readonly Finding[]

const walk = function* (value: unknown, path: string): Generator<readonly [string, unknown]> {
  yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    yield* walk(child, path === '' ? key : `${path}.${key}`)
  }
}

const checkSize: Check = (playbook) =>
  JSON.stringify(playbook).length > maxPlaybookChars
    ? [{ code: 'playbook/too-large', path: '' }]
    : []

/** Lists whose members are known by `id`, `key` or `stage` hold each once. */
const checkUniqueIds: Check = (playbook) => {
  const findings: Finding[] = []
  for (const [path, value] of walk(playbook, '')) {
    if (!Array.isArray(value)) continue
    const seen = new Set<string>()
    for (const [index, member] of value.entries()) {
      const id: unknown =
        path === 'deadlines.acknowledgeChannels'
          ? member
          : (member.id ?? member.stage ?? member.key)
      if (typeof id !== 'string') continue
      if (seen.has(id)) findings.push({ code: 'playbook/duplicate-id', path: `${path}.${index}` })
      seen.add(id)
    }
  }
  return findings
}

/** An answer that is safe to keep only for an hour is never asked for under another kind (R6). */
const checkFieldKinds: Check = (playbook) => {
  const asked = [
    ...playbook.callScript.map((prompt, i) => ({
      field: prompt.field,
      path: `callScript.${i}.field`,
    })),
    ...playbook.writtenReport.fields.map((field, i) => ({
      field,
      path: `writtenReport.fields.${i}`,
    })),
  ]
  return asked.flatMap(({ field, path }) =>
    field && (field.kind === 'safety') !== safetyKeys.includes(field.key)
      ? [{ code: 'playbook/field-kind', path: `${path}.kind` } as const]
      : [],
  )
}

/** One answer has one place: a key is asked for once in the script. */
const checkScriptKeys: Check = (playbook) => {
  const seen = new Set<string>()
  return playbook.callScript.flatMap(({ field }, i) => {
    if (!field) return []
    const repeated = seen.has(field.key)
    seen.add(field.key)
    return repeated
      ? [{ code: 'playbook/duplicate-id', path: `callScript.${i}.field.key` } as const]
      : []
  })
}

const isInOrder = (actual: readonly string[], order: readonly string[]): boolean => {
  const places = actual.map((id) => order.indexOf(id))
  return places.every((place, i) => i === 0 || place > (places[i - 1] as number))
}

/** R11-R14: the least that helps comes first. A committee may leave a step out, not move one. */
const checkOrders: Check = (playbook) => {
  const lists = [
    ['hesitantLadder', playbook.hesitantLadder.map((step) => step.action), ladderActions],
    ['conversation.parts', playbook.conversation.parts.map((part) => part.id), conversationParts],
    [
      'severities',
      playbook.severities.map((severity) => severity.id),
      ['low', 'medium', 'high', 'critical'],
    ],
    ['urgencies', playbook.urgencies.map((urgency) => urgency.id), ['routine', 'soon', 'now']],
  ] as const
  return lists.flatMap(([path, actual, order]) =>
    isInOrder(actual, order) ? [] : [{ code: 'playbook/wrong-order', path } as const],
  )
}

const checkLetters: Check = (playbook) =>
  letterIds.every((id) => playbook.letters.some((letter) => letter.id === id))
    ? []
    : [{ code: 'playbook/missing-id', path: 'letters' }]

const allowedPlaceholders = (path: string): readonly string[] => {
  if (/^(callScript|hesitantLadder)\.\d+\.say$/.test(path)) return scriptPlaceholders
  if (/^letters\.\d+\.(subject|body\.\d+)$/.test(path)) return letterPlaceholders
  return []
}

const checkPlaceholders: Check = (playbook) =>
  [...walk(playbook, '')].flatMap(([path, value]) =>
    typeof value === 'string' && !hasOnlyPlaceholders(value, allowedPlaceholders(path))
      ? [{ code: 'playbook/unknown-placeholder', path } as const]
      : [],
  )

const checkNotInSource: Check = (playbook) => {
  const paths = new Set([...walk(playbook, '')].map(([path]) => path))
  return playbook.notInSource.flatMap((named, i) =>
    named !== '' && paths.has(named)
      ? []
      : [{ code: 'playbook/unknown-path', path: `notInSource.${i}` } as const],
  )
}

const checkChannels: Check = (playbook) => {
  const { channels, deadlines } = playbook
  const known = new Set(channels.map((channel) => channel.id))
  const findings: Finding[] = []
  if (channels.filter((channel) => channel.primary).length !== 1)
    findings.push({ code: 'playbook/primary-channel', path: 'channels' })
  for (const [i, { id, redirectTo }] of channels.entries()) {
    if (redirectTo && (redirectTo === id || !known.has(redirectTo)))
      findings.push({ code: 'playbook/unknown-channel', path: `channels.${i}.redirectTo` })
  }
  for (const [i, id] of deadlines.acknowledgeChannels.entries()) {
    if (!known.has(id))
      findings.push({
        code: 'playbook/unknown-channel',
        path: `deadlines.acknowledgeChannels.${i}`,
      })
  }
  return findings
}

const checkQuorum: Check = ({ quorum }) =>
  quorum.few && quorum.few.quorum > quorum.few.upTo
    ? [{ code: 'playbook/impossible-quorum', path: 'quorum.few.quorum' }]
    : []

const checks: readonly Check[] = [
  checkSize,
  checkUniqueIds,
  checkFieldKinds,
  checkScriptKeys,
  checkOrders,
  checkLetters,
  checkPlaceholders,
  checkNotInSource,
  checkChannels,
  checkQuorum,
]

/** Everything wrong that the shape alone cannot tell; empty for a sound playbook. */
export const checkPlaybook = (playbook: Playbook): readonly Finding[] =>
  checks.flatMap((check) => check(playbook))
