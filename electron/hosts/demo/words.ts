import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The texts of the screens, so that who plays them finds buttons and fields by what they say. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** @param localeFolder `resources/locales/en`. Keys read `file:path.to.text`. */
export const loadWords = (localeFolder: string): Words => {
  const files = new Map<string, unknown>()
  const fileOf = (name: string): unknown => {
    if (!files.has(name)) {
      files.set(name, JSON.parse(readFileSync(join(localeFolder, `${name}.json`), 'utf8')))
    }
    return files.get(name)
  }
  return (key, values = {}) => {
    const [file = '', path = ''] = key.split(':')
    const text = path
      .split('.')
      .reduce<unknown>(
        (at, step) => (at as Record<string, unknown> | undefined)?.[step],
        fileOf(file),
      )
    if (typeof text !== 'string') throw new Error(`no text ${key}`)
    return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''))
  }
}
