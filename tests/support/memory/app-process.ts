import type { Page } from 'playwright-core'
import { type ChromiumHost, startChromiumHost } from '../../../electron/hosts/chromium/start-host'
// Brings `window.conclave` into the types of the pages that are driven.
import type {} from '../../../renderer/client/bridge'
import type { AppOrder } from './orders'

// The app in a process of its own, whose memory is searched from outside: see memory-app.ts.

let host: ChromiumHost | null = null

/** A page's own editing command, as a keyboard gives it: the field hears of it like of any key. */
const typeInto = async (page: Page, label: string, scrambled: string): Promise<null> => {
  await page.getByLabel(label).and(page.locator('input, textarea')).first().click()
  await page.evaluate((given) => {
    const codes = given.match(/.{4}/g) ?? []
    const chars = codes.map((code) => String.fromCharCode(Number.parseInt(code, 16) ^ 0x55))
    document.execCommand('insertText', false, chars.join(''))
  }, scrambled)
  return null
}

const obeyOn = async (page: Page, order: AppOrder): Promise<unknown> => {
  switch (order.do) {
    case 'type':
      return typeInto(page, order.label, order.scrambled)
    case 'fill':
      return page.getByLabel(order.label).first().fill(order.text)
    case 'press':
      return page
        .getByRole(order.role, { name: new RegExp(order.name) })
        .first()
        .click()
    case 'wait':
      return page.getByText(order.text).first().waitFor()
    case 'ask':
      return page.evaluate(
        ([row, input]) =>
          (
            window.conclave.vault as unknown as Record<string, (input: unknown) => Promise<unknown>>
          )[row as string]?.(input),
        [order.row, order.input] as const,
      )
    case 'open':
    case 'close':
      throw new Error('not for a page')
  }
}

const obey = async (order: AppOrder): Promise<unknown> => {
  if (order.do === 'open') {
    host = await startChromiumHost({
      homeFolder: order.home,
      executablePath: order.program,
      headless: true,
      ...(order.mayLackSandbox && { onSandboxRefused: () => {} }),
    })
    await host.page.emulateMedia({ reducedMotion: 'reduce' })
    return null
  }
  if (host === null) throw new Error('not open')
  return order.do === 'close' ? host.stop() : obeyOn(host.page, order)
}

process.on('message', ({ id, order }: { id: number; order: AppOrder }) => {
  obey(order).then(
    (value) => process.send?.({ id, value }),
    (thrown: Error) => process.send?.({ id, thrown: `${order.do}: ${thrown.message}` }),
  )
})
