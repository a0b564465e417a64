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

/** Of each heading in the PDF's outline, the sheet that it stands on, from 1. */
const sheetsOfHeadings = (pdf: Buffer): Record<string, number> => {
  const text = pdf.toString('latin1')
  const kids = /\/Type\s*\/Pages[^>]*?\/Kids\s*\[([^\]]*)\]/s.exec(text)?.[1] ?? ''
  const sheets = [...kids.matchAll(/(\d+) 0 R/g)].map(([, object]) => object)
  const headings = text.matchAll(/\/Title \(([^)]*)\)[^>]*?\/Dest \[(\d+) 0 R/gs)
  return Object.fromEntries(
    [...headings].map(([, title, object]) => [title, sheets.indexOf(object) + 1]),
  )
}

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

describe('the blank form on paper', () => {
  it.each(['A4', 'Letter'] as const)(
    'has on %s the room for what happened on its first sheet',
    async (format) => {
      const { page, close } = await app.open({ query: '' })
      await openPaper(true)(page)
      const pdf = await page.pdf({ format, tagged: true, outline: true })
      expect(sheetsOfHeadings(pdf)).toMatchObject({
        'What happened': 1,
        'What the reporter wishes': 2,
        'Tell the reporter': 2,
      })
      await close()
    },
  )
})
