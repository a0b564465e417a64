import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type ChromiumHostOptions, startChromiumHost } from '../chromium/start-host'
import { createMouseOperator, type Operator } from './operator'
import type { Words } from './words'

/** A member at a laptop of their own: the app in a browser process of its own. */
export interface Desk {
  readonly name: string
  /** As the others know them. */
  readonly memberName: string
  readonly page: Page
  readonly operator: Operator
  /** Keeps a picture in light and in dark. */
  readonly look: (what: string) => Promise<void>
  /** Goes to a page by the links at the side. */
  readonly visit: (page: string) => Promise<void>
  /** Gives the page a file, as if it had been chosen in the system's dialog. */
  readonly choose: (bytes: Uint8Array) => Promise<void>
  /** What was saved for others under this name. */
  readonly readSaved: (fileName: string) => Promise<Uint8Array>
  /** How often the page asked for something that it may not have. */
  readonly refusals: Readonly<Record<string, number>>
  readonly stop: () => Promise<void>
}

export interface DeskOptions {
  readonly name: string
  readonly memberName: string
  readonly homeFolder: string
  readonly executablePath: string
  readonly screensFolder: string
  readonly words: Words
  /** The one that all desks are on. */
  readonly network: NonNullable<ChromiumHostOptions['network']>
  readonly onScreen: (file: string) => void
}

export const openDesk = async (options: DeskOptions): Promise<Desk> => {
  const { name, memberName, homeFolder, screensFolder, words, network } = options
  await mkdir(homeFolder, { recursive: true, mode: 0o700 })
  const host = await startChromiumHost({
    homeFolder,
    executablePath: options.executablePath,
    headless: true,
    network,
    reportDefect: (defect) => console.error(name, 'defect', JSON.stringify(defect)),
    onSandboxRefused: () =>
      console.error('the kernel refuses the browser its sandbox; going on without'),
  })
  const { page } = host
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  return {
    name,
    memberName,
    page,
    operator: createMouseOperator(page),
    look: async (what) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const file = `${name}-${what}.${colorScheme}.png`
        await page.screenshot({ path: join(screensFolder, file) })
        options.onScreen(file)
      }
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    },
    visit: async (title) => {
      const link = new RegExp(`^${words(`common:pages.${title}`)}`)
      const navigation = page.getByRole('navigation', { name: words('common:mainNavigation') })
      await navigation.getByRole('link', { name: link }).click()
      await page.getByRole('heading', { level: 1 }).first().waitFor()
    },
    choose: (bytes) =>
      page
        .locator('input[type=file]')
        .first()
        .setInputFiles({
          name: 'sealed.conclave',
          mimeType: 'application/octet-stream',
          buffer: Buffer.from(bytes),
        }),
    readSaved: (fileName) => readFile(join(homeFolder, 'outgoing', fileName)),
    refusals: host.refusals,
    stop: host.stop,
  }
}
