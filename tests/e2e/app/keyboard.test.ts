import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startChromiumHost } from '../../../electron/hosts/chromium/start-host'
import { loadDemoFiles } from '../../../electron/hosts/demo/demo-files'
import { createKeyboardOperator } from '../../../electron/hosts/demo/operator'
import { playDemo } from '../../../electron/hosts/demo/play-demo'
import { readAllFiles } from '../../support/disk-vault'

const executablePath = process.env.CONCLAVE_CHROMIUM ?? ''
const resources = new URL('../../../resources', import.meta.url).pathname

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

describe.skipIf(executablePath === '')('the whole path of the demo', () => {
  it('goes by keyboard alone (WCAG 2.1.1, 2.1.2)', { timeout: 600_000 }, async () => {
    const home = mkdtempSync(join(tmpdir(), 'conclave-keyboard-'))
    ends.push(() => rmSync(home, { recursive: true, force: true }))
    const defects: unknown[] = []
    const host = await startChromiumHost({
      homeFolder: home,
      executablePath,
      headless: true,
      checkAnswers: true,
      reportDefect: (defect) => defects.push(defect),
      onSandboxRefused: () =>
        console.log('the kernel refuses the browser its sandbox; tested without'),
    })
    ends.push(() => host.stop())
    await host.page.emulateMedia({ reducedMotion: 'reduce' })
    const outcome = await playDemo({
      page: host.page,
      operator: createKeyboardOperator(host.page),
      ...loadDemoFiles(resources),
      look: async () => {},
      say: () => {},
    })
    expect(outcome.cases).toHaveLength(4)
    expect(outcome.found.map((word) => word.toLowerCase())).toContain('cloakroom')
    // Promise 1: nothing that was typed stands in the browser's own files either.
    const written = readdirSync(tmpdir())
      .filter((name) => name.startsWith('conclave-browser-'))
      .flatMap((name) => readAllFiles(join(tmpdir(), name)))
    expect(written.length).toBeGreaterThan(0)
    for (const { path, bytes } of written) {
      for (const word of ['cloakroom', 'Imke Vandael', 'lanterns drift']) {
        for (const encoding of ['utf8', 'utf16le'] as const) {
          expect(bytes.includes(Buffer.from(word, encoding)), `${word} in ${path}`).toBe(false)
        }
      }
    }
    expect(defects).toEqual([])
    expect(host.refusals).toEqual({ request: 0, navigation: 0, window: 0 })
  })
})
