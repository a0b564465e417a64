import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')

const filesUnder = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => `${folder}/${name}`)

const texts = [
  ...filesUnder('resources', /\.json$/),
  ...filesUnder('docs', /\.md$/),
  'SECURITY.md',
  'CONTRIBUTING.md',
]

describe('what people read', () => {
  it.each(texts)(
    '%s calls people reporter, reported person, impacted person and witness',
    (path) => {
      const words = ['victim', 'accuse[dr]', 'perpetrator', 'alleged', 'complainant', 'offender']
      expect(readFileSync(join(root, path), 'utf8')).not.toMatch(
        new RegExp(`\\b(${words.join('|')})`, 'i'),
      )
    },
  )
})
