/**
 * The small language of a scenario's values: references to earlier answers, merged objects, bytes, and
 * matchers for what is expected.
 */

/** What a step expects and does not find; the scenario goes on. */
export class UnmetStep extends Error {}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array)

const lookUp = (path: string, known: ReadonlyMap<string, unknown>): unknown => {
  const [name = '', ...rest] = path.split('.')
  if (!known.has(name)) throw new UnmetStep(`nothing is known as $${path}`)
  return rest.reduce<unknown>((value, key) => {
    if (value === null || typeof value !== 'object' || !(key in value))
      throw new UnmetStep(`nothing is known as $${path}`)
    return (value as Record<string, unknown>)[key]
  }, known.get(name))
}

/**
 * The value that a step sends: `"$name.path"` stands for part of an earlier answer, `{"$merge": [a, b]}`
 * for an object with the later fields in place of the earlier, `{"$bytes": "hex"}` for bytes.
 */
export const resolveValue = (value: unknown, known: ReadonlyMap<string, unknown>): unknown => {
  if (typeof value === 'string')
    return value.startsWith('$') ? lookUp(value.slice(1), known) : value
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, known))
  if (!isObject(value)) return value
  if ('$merge' in value && Array.isArray(value.$merge)) {
    return Object.assign({}, ...value.$merge.map((item) => resolveValue(item, known)))
  }
  if ('$bytes' in value && typeof value.$bytes === 'string') {
    return new Uint8Array(Buffer.from(value.$bytes, 'hex'))
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolveValue(item, known)]),
  )
}

/**
 * Why `actual` does not hold what is expected, as the path of the first difference; `null` when it does.
 * Objects are compared by the fields that are named; lists by all their items, unless a matcher says
 * otherwise: `{"$any": true}`, `{"$length": n}`, `{"$has": item}` (some item matches), `{"$not": x}`,
 * `{"$matches": "regex"}`.
 */
export const differenceOf = (expected: unknown, actual: unknown, path = ''): string | null => {
  const at = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`)
  if (isObject(expected)) {
    if ('$any' in expected) return actual === undefined ? path : null
    if ('$length' in expected) {
      return Array.isArray(actual) && actual.length === expected.$length ? null : at('length')
    }
    if ('$has' in expected) {
      return Array.isArray(actual) &&
        actual.some((item) => differenceOf(expected.$has, item) === null)
        ? null
        : at('$has')
    }
    if ('$not' in expected) return differenceOf(expected.$not, actual) === null ? at('$not') : null
    if ('$matches' in expected) {
      return typeof actual === 'string' && new RegExp(String(expected.$matches)).test(actual)
        ? null
        : at('$matches')
    }
    if (!isObject(actual)) return path
    for (const [key, value] of Object.entries(expected)) {
      const difference = differenceOf(value, actual[key], at(key))
      if (difference !== null) return difference
    }
    return null
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return at('length')
    for (const [index, value] of expected.entries()) {
      const difference = differenceOf(value, actual[index], at(index))
      if (difference !== null) return difference
    }
    return null
  }
  return Object.is(expected, actual) ? null : path
}

/** Bytes as text, for printing an answer as JSON. */
export const printable = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('hex') }
  if (Array.isArray(value)) return value.map(printable)
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, printable(item)]))
  return value
}
