import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const rules: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const source = readFile(axeFile, 'utf8')

/** What axe finds against WCAG 2.2 AA on the page as it stands, one line for each element. */
export const findViolations = async (page: Page): Promise<string[]> => {
  // Through the driver, which the page's policy does not apply to.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await source)
  const results = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run: (o: RunOptions) => Promise<AxeResults> } }).axe.run(
        options,
      ),
    rules,
  )
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  )
}
