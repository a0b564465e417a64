import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { foundUpTo, renewKit } from './screens'

/** Set to keep what would be printed. */
const shotsDir = process.env.CONCLAVE_SHOTS

let app: FakeApp

beforeAll(async () => {
  app = await startFakeApp()
})

afterAll(async () => {
  await app.close()
})

/** Every page is an object of its own, outside of any compressed stream. */
const countPages = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0

const openPaper = (form: boolean) => async (page: Page) => {
  await page.getByRole('link', { name: 'New report' }).first().click()
  await page.getByRole('link', { name: 'Card and form on paper' }).click()
  await page.getByRole('heading', { name: /^Taking a call/ }).waitFor()
  if (!form) return
  await page.getByText('Blank form', { exact: true }).click()
  await page.getByRole('heading', { name: /^Report form/ }).waitFor()
}

const papers = [
  { paper: 'the call card (R6)', file: 'card', query: '', go: openPaper(false), pages: 2 },
  { paper: 'the blank form', file: 'form', query: '', go: openPaper(true), pages: 2 },
  {
    paper: 'the recovery kit',
    file: 'kit',
    query: 'scenario=first-run',
    go: foundUpTo(5),
    pages: 1,
  },
  { paper: 'a new recovery kit', file: 'kit-renewed', query: '', go: renewKit, pages: 1 },
] as const

describe.each(papers)('$paper on paper', ({ file, query, go, pages }) => {
  it.each(['A4', 'Letter'] as const)('fits %s, sheet by sheet', async (format) => {
    const { page, troubles, close } = await app.open({ query })
    await go(page)
    const pdf = await page.pdf({ format, preferCSSPageSize: false })
    if (shotsDir !== undefined) {
      await mkdir(shotsDir, { recursive: true })
      await page.pdf({ format, path: join(shotsDir, `${file}.${format}.pdf`) })
    }
    expect(countPages(pdf)).toBe(pages)
    expect(troubles).toEqual([])
    await close()
  })
})
