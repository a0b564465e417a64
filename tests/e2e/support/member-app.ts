import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
// Brings `window.conclave` into the types of the pages that are driven.
import type {} from '../../../renderer/client/bridge'
import type { InputOf, OutputOf } from '../../../shared/contracts/contract'
import type { VaultContract } from '../../../shared/contracts/vault'
import type { Result } from '../../../shared/errors/result'
import { type App, discardApp, makeHome, openApp } from './app'
import { everything, findAxeViolations, looksOnly } from './axe'
import { type PageWatch, watchPage } from './page-watch'

/** Set to keep a picture of every page that was looked at. */
const shotsDir = process.env.CONCLAVE_SHOTS

/** Every screen is judged by axe in the tours (`describe-screens.ts`); with what a real vault shows each night. */
const isJudged = process.env.CONCLAVE_NIGHTLY === '1'

const wide = { width: 1_280, height: 860 }
const narrow = { width: 400, height: 800 }

/** A member at a laptop of their own: the whole app in a browser process of its own. */
export interface MemberApp {
  readonly name: string
  readonly app: App
  readonly page: Page
  readonly watch: PageWatch
  /** Asks the vault through the page's own bridge, where a screen is tested elsewhere. */
  readonly ask: <K extends keyof VaultContract & string>(
    row: K,
    input: InputOf<VaultContract[K]>,
  ) => Promise<OutputOf<VaultContract[K]>>
  /** Goes to a page by the links at the side. */
  readonly visit: (title: string) => Promise<void>
  /** Gives the page a file, as if it had been chosen in the system's dialog. */
  readonly choose: (bytes: Uint8Array) => Promise<void>
  /** What the page says that it saved, by the name that stands on it. */
  readonly readSaved: (fileName: string) => Promise<Uint8Array>
  /** The page as it stands is nowhere wider than its window; each night, clean for axe in both themes too. */
  readonly look: (what: string) => Promise<void>
  readonly close: () => Promise<void>
}

const lookAt = async (page: Page, name: string): Promise<void> => {
  const found: Record<string, readonly string[]> = {}
  // Each theme is judged in one of the two sizes, the second by what themes change.
  for (const [colorScheme, sizes] of [
    ['light', [wide, narrow]],
    ['dark', [narrow, wide]],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const size of sizes) {
      await page.setViewportSize(size)
      if (shotsDir !== undefined) {
        const path = join(shotsDir, `${name}.${colorScheme}.${size.width}.png`)
        await page.screenshot({ path, fullPage: true })
      }
      const overflowPx = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      )
      expect(overflowPx, `${name}, ${size.width} px wide`).toBeLessThanOrEqual(0)
    }
    if (!isJudged) continue
    found[colorScheme] = await findAxeViolations(
      page,
      colorScheme === 'light' ? everything : looksOnly,
    )
  }
  if (isJudged) expect(found, name).toEqual({ light: [], dark: [] })
}

export const openMemberApp = async (name: string): Promise<MemberApp> => {
  const app = await openApp(await makeHome())
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const watch = await watchPage(page)
  let looks = 0
  return {
    name,
    app,
    page,
    watch,
    ask: async (row, input) => {
      const result = (await page.evaluate(
        ([wanted, given]) => {
          const rows = window.conclave.vault as unknown as Record<
            string,
            (input: unknown) => Promise<unknown>
          >
          return rows[wanted as string]?.(given)
        },
        [row, input] as const,
      )) as Result<OutputOf<VaultContract[typeof row]>>
      if (!result.ok) throw new Error(`${name} asked ${row}: ${result.error.code}`)
      return result.value
    },
    visit: async (title) => {
      await page
        .getByRole('navigation', { name: 'Pages' })
        .getByRole('link', { name: new RegExp(`^${title}`) })
        .click()
      await page.getByRole('heading', { level: 1 }).first().waitFor()
    },
    choose: (bytes) =>
      page
        .locator('input[type=file]')
        .first()
        .setInputFiles({
          name: 'a-file.conclave',
          mimeType: 'application/octet-stream',
          buffer: Buffer.from(bytes),
        }),
    readSaved: (fileName) => readFile(join(app.home, 'outgoing', fileName)),
    look: (what) => {
      looks += 1
      return lookAt(page, `${name}-${String(looks).padStart(2, '0')}-${what}`)
    },
    close: () => discardApp(app),
  }
}
