import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAppFiles } from '../../../electron/hosts/app-files'
import {
  benchPassphrase,
  foundBenchVault,
  startBenchVault,
  takeMadeUpReport,
} from '../../../electron/hosts/bench/fill-vault'
import { firstView } from '../../../renderer/features/cases/list-view'
import { inProject } from '../../../scripts/lib/project.mjs'
import type { VaultHandlers } from '../../../shared/contracts/vault'
import { unwrap } from '../../../shared/errors/result'
import { type App, discardApp, makeHome, openApp } from '../support/app'

/** A committee's life of cases takes a minute to make up: every night, and a twentieth of it each time. */
const count = process.env.CONCLAVE_NIGHTLY === '1' ? 10_000 : 500
const last = count - 1
const noteChars = 300
const fillLimitMs = 300_000

const secondsSince = (startedAt: number): string =>
  ((performance.now() - startedAt) / 1_000).toFixed(1)

/** The code names of all cases, in the order in which the list begins. */
const listNames = async (handlers: VaultHandlers): Promise<readonly string[]> => {
  const names: string[] = []
  while (names.length < count) {
    const page = await handlers['case.list']({ ...firstView, offset: names.length, limit: 500 })
    names.push(...unwrap(page).rows.map(({ codeName }) => codeName))
  }
  return names
}

/** By the real commands, in this process: the window has no part in it. */
const fillVault = async (home: string) => {
  const kdfWorker = new URL(`file://${inProject('out/main/kdf-worker.js')}`)
  const vault = await startBenchVault(findAppFiles(import.meta.dirname), home, kdfWorker)
  await foundBenchVault(vault.handlers)
  let newest = ''
  for (let number = 0; number < count; number++) {
    newest = (await takeMadeUpReport(vault.handlers, number, noteChars)).codeName
  }
  const names = await listNames(vault.handlers)
  await vault.stop()
  return { names, newest }
}

let names: readonly string[] = []
let newest = ''
let app: App | null = null

beforeAll(async () => {
  const home = await makeHome()
  const startedAt = performance.now()
  const filled = await fillVault(home)
  names = filled.names
  newest = filled.newest
  console.log(`${count} cases made up in ${secondsSince(startedAt)} s`)
  app = await openApp(home)
}, fillLimitMs)

afterAll(async () => {
  if (app !== null) await discardApp(app)
})

const opened = (): App => {
  if (app === null) throw new Error('the app is not open')
  return app
}

const rowAt = (index: number) => opened().page.getByRole('grid').locator(`[data-index="${index}"]`)

const seeRow = (index: number) =>
  rowAt(index)
    .getByText(names[index] as string, { exact: true })
    .waitFor()

const focusedRow = () =>
  opened().page.evaluate(() => document.activeElement?.getAttribute('data-index') ?? null)

/** Scrolls the list by a screen at every frame, from its top to its end. @returns frames in ms, sorted. */
const scrollThrough = (): Promise<readonly number[]> =>
  opened()
    .page.getByRole('grid')
    .evaluate(
      (grid) =>
        new Promise<number[]>((resolve) => {
          const frames: number[] = []
          let before = performance.now()
          const step = (now: number) => {
            frames.push(now - before)
            before = now
            const topPx = grid.scrollTop
            grid.scrollTop += grid.clientHeight
            if (grid.scrollTop > topPx) requestAnimationFrame(step)
            else resolve(frames.slice(1).sort((a, b) => a - b))
          }
          requestAnimationFrame(step)
        }),
    )

describe(`a real vault of ${count} cases`, () => {
  it('is unlocked into the whole list, in its order', async () => {
    const { page } = opened()
    await page.getByLabel('Passphrase', { exact: true }).fill(benchPassphrase)
    const startedAt = performance.now()
    await page.keyboard.press('Enter')
    await seeRow(0)
    console.log(`unlocked to the first row of ${count} cases in ${secondsSince(startedAt)} s`)
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(count + 1))
  })

  it('scrolls from the first row to the last, drawing only what is in sight', async () => {
    const startedAt = performance.now()
    const frames = await scrollThrough()
    const scrolledIn = secondsSince(startedAt)
    await seeRow(last)
    // Measured, not asserted: a frame takes as long as the machine has other things to do.
    const at = (share: number) => frames[Math.floor((frames.length - 1) * share)]?.toFixed(0)
    console.log(
      `scrolled ${count} cases in ${frames.length} frames and ${scrolledIn} s: frame p50 ${at(0.5)} ms, ` +
        `p95 ${at(0.95)} ms; the last row was read after ${secondsSince(startedAt)} s`,
    )
    expect(await opened().page.getByRole('grid').locator('[data-index]').count()).toBeLessThan(60)
  })

  it('is walked to its ends by keyboard', async () => {
    const { page } = opened()
    await rowAt(last).focus()
    await page.keyboard.press('Home')
    await seeRow(0)
    expect(await focusedRow()).toBe('0')
    await page.keyboard.press('End')
    await seeRow(last)
    expect(await focusedRow()).toBe(String(last))
  })

  it('shows in every row in sight the case that the vault has there', async () => {
    const grid = opened().page.getByRole('grid')
    await grid.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2
    })
    const middle = Math.floor(count / 2)
    for (let index = middle; index < middle + 8; index++) await seeRow(index)
  })

  it('is narrowed by a search to the one report that has the words, and is whole again after', async () => {
    const { page } = opened()
    await page.keyboard.press('Control+K')
    const startedAt = performance.now()
    await page.keyboard.type(`Report ${last}`)
    const hits = page.getByRole('list', { name: 'Cases found' }).getByRole('listitem')
    await hits.getByText(newest, { exact: true }).waitFor()
    console.log(`found one of ${count} cases in ${secondsSince(startedAt)} s, typing included`)
    await expect.poll(() => hits.count()).toBe(1)
    await page.keyboard.press('Escape')
    await seeRow(0)
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(count + 1))
    expect(opened().defects).toEqual([])
  })
})
