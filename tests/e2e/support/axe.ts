import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const sourcePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** WCAG 2.2 AA, and what axe's authors hold to be good beyond it. */
const defaultOptions: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}

/**
 * Everything that axe finds on the page as it stands, as lines `rule: help (element)`. Injected by
 * the debugger, which the page's policy does not bind.
 */
export const findAxeViolations = async (
  page: Page,
  options: RunOptions = defaultOptions,
): Promise<string[]> => {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(await readFile(sourcePath, 'utf8'))
  // What still fades in has the contrast of neither its beginning nor its end.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
  const results = await page.evaluate(async (given) => {
    const axe = Reflect.get(window, 'axe') as {
      run(root: Document, options: object): Promise<AxeResults>
    }
    return axe.run(document, given)
  }, options as object)
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
  )
}
