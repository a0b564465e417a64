import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadDemoFiles } from '../../../electron/hosts/demo/demo-files'
import { createKeyboardOperator } from '../../../electron/hosts/demo/operator'
import { playDemo } from '../../../electron/hosts/demo/play-demo'
import { readAllFiles } from '../../support/disk-vault'
import { withApp } from '../support/app'

const resources = new URL('../../../resources', import.meta.url).pathname

/** Words that the demo types: into a note, for the reporter, as the passphrase. */
const typed = ['cloakroom', 'Imke Vandael', 'lanterns drift']

describe('the whole path of the demo', () => {
  it(
    'goes by keyboard alone (WCAG 2.1.1, 2.1.2) and leaves no word in any file (promise 1)',
    {
      timeout: 600_000,
    },
    () =>
      withApp(async ({ page, home, defects }) => {
        await page.emulateMedia({ reducedMotion: 'reduce' })
        const outcome = await playDemo({
          page,
          operator: createKeyboardOperator(page),
          ...loadDemoFiles(resources),
          look: async () => {},
          say: () => {},
        })
        expect(outcome.cases).toHaveLength(4)
        expect(outcome.found.map((word) => word.toLowerCase())).toContain('cloakroom')
        expect(defects).toEqual([])

        const browserFolders = readdirSync(tmpdir())
          .filter((name) => name.startsWith('conclave-browser-'))
          .map((name) => join(tmpdir(), name))
        const written = [home, ...browserFolders].flatMap(readAllFiles)
        expect(written.length).toBeGreaterThan(4)
        for (const { path, bytes } of written) {
          for (const word of typed) {
            for (const encoding of ['utf8', 'utf16le'] as const) {
              expect(bytes.includes(Buffer.from(word, encoding)), `${word} in ${path}`).toBe(false)
            }
          }
        }
      }),
  )
})
