import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Browser, launchBrowser } from '../../electron/hosts/chromium/launch-browser'
import { deriveInProcess } from '../../electron/vault/crypto/kdf'
import { kdfDefault } from '../../electron/vault/crypto/kdf-params'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { makeHandoff } from '../../electron/vault/handoff/make-handoff'
import { suggestPassphrase } from '../../electron/vault/handoff/suggest-passphrase'
import { findChromium } from '../../scripts/lib/chromium-binary.mjs'
import { inProject } from '../../scripts/lib/project.mjs'
import { unwrap } from '../../shared/errors/result'
import { findAxeViolations } from './support/axe'
import { type PageWatch, watchPage } from './support/page-watch'

const program = findChromium()
const content = {
  title: 'Case blue-heron',
  sections: [
    {
      heading: 'What was told',
      paragraphs: ['In the north hall, <b>twice</b>.\nOn the second day.', 'Written down at once.'],
    },
    {
      heading: 'Facts',
      rows: [
        ['Channel', 'phone'],
        ['Reported person', 'Eli Example'],
      ] as const,
    },
  ],
}

let folder: string
let address: string
let passphrase: string
let browser: Browser
let context: BrowserContext
let page: Page
let watch: PageWatch
const requests: string[] = []

beforeAll(async () => {
  if (program === null) return
  await loadSodium()
  passphrase = suggestPassphrase()
  const deps = {
    page: await readFile(inProject('out/handoff/page.html'), 'utf8'),
    derive: deriveInProcess,
    kdf: kdfDefault,
  }
  const html = unwrap(await makeHandoff(content, passphrase, deps))
  console.log(`hand-off package: ${html.length} bytes`)
  expect(html.length).toBeLessThan(1_000_000)
  folder = await mkdtemp(join(tmpdir(), 'conclave-handoff-'))
  // The browser may run as another user.
  await chmod(folder, 0o755)
  const path = join(folder, 'sealed.html')
  await writeFile(path, html, { mode: 0o644 })
  address = pathToFileURL(path).href
  browser = await launchBrowser({
    kind: 'ui',
    executablePath: program,
    headless: true,
    ...(process.env.CI && {
      onSandboxRefused: () =>
        console.warn('WARNING: this kernel refuses the sandbox; Chromium runs WITHOUT it here'),
    }),
  })
  context = await browser.openContext()
  await context.setOffline(true)
})

afterAll(async () => {
  await browser?.close()
  if (folder !== undefined) await rm(folder, { recursive: true })
})

beforeEach(async () => {
  requests.length = 0
  page = await context.newPage()
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(address)
  watch = await watchPage(page)
  return () => page.close()
})

const tryPassphrase = async (words: string): Promise<void> => {
  await page.getByLabel('Passphrase').fill(words)
  await page.keyboard.press('Enter')
}
const opened = () => page.getByRole('heading', { name: content.title }).waitFor()
/** Nothing but the file itself was asked for, and nothing was kept from running. */
const expectQuiet = async (): Promise<void> => {
  expect([...new Set(requests)]).toEqual([address])
  expect(await watch.violations()).toEqual([])
  expect(watch.errors).toEqual([])
}

describe.skipIf(program === null)('a hand-off package in a browser without a network (R29)', () => {
  it('says that it is sealed, and nothing else', async () => {
    expect(await page.title()).toBe('Sealed file')
    expect(await page.getByRole('heading').allTextContents()).toEqual(['This file is sealed.'])
    const source = await page.content()
    for (const word of ['heron', 'north hall', 'Eli', 'phone']) expect(source).not.toContain(word)
    await expectQuiet()
  })

  it('refuses a wrong passphrase, says so, and lets it be typed again', async () => {
    await tryPassphrase(passphrase.split(' ').toReversed().join(' '))
    const message = page.getByRole('status')
    await message.getByText('does not open the file').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('passphrase')
    expect(await findAxeViolations(page)).toEqual([])
    await tryPassphrase(passphrase)
    await opened()
    await expectQuiet()
  })

  it('shows everything for the right one, as text, with the focus at its beginning', async () => {
    await tryPassphrase(`  ${passphrase} `)
    await opened()
    expect(await page.title()).toBe(content.title)
    expect(await page.evaluate('document.activeElement.textContent')).toBe(content.title)
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(
      content.sections.map(({ heading }) => heading),
    )
    expect(await page.locator('section p').allTextContents()).toEqual(
      content.sections[0]?.paragraphs,
    )
    expect(await page.getByRole('rowheader').allTextContents()).toEqual([
      'Channel',
      'Reported person',
    ])
    expect(await page.getByRole('cell').allTextContents()).toEqual(['phone', 'Eli Example'])
    expect(await page.locator('form, b').count()).toBe(0)
    await expectQuiet()
  })

  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds, sealed or open, in the %s theme',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      expect(await findAxeViolations(page)).toEqual([])
      await tryPassphrase(passphrase)
      await opened()
      expect(await findAxeViolations(page)).toEqual([])
    },
  )

  it('prints black on white, without what is for the screen', async () => {
    await tryPassphrase(passphrase)
    await opened()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
    expect(await page.getByRole('cell', { name: 'phone' }).isVisible()).toBe(true)
    const colours = await page.evaluate<string[]>(
      '[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]',
    )
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
  })

  it('runs no script but its own, and reaches no network even when told to', async () => {
    const reached = await page.evaluate<string>(`(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.body.append(script)
      if (window.ran) return 'ran'
      try { await fetch('data:text/plain,x'); return 'fetched' } catch { return 'refused' }
    })()`)
    expect(reached).toBe('refused')
    expect((await watch.violations()).map((violation) => violation.split(':')[0])).toEqual([
      'script-src-elem',
      'connect-src',
    ])
  })
})
