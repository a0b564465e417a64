import { type ChromiumHost, startChromiumHost } from '../../../electron/hosts/chromium/start-host'
// Brings `window.conclave` into the types of the pages that are driven.
import type {} from '../../../renderer/client/bridge'
import type { Defect } from '../../../shared/contracts/dispatch'
import type { LaptopAnswer, LaptopCall, LaptopOrder } from './orders'

// The whole app in a process of its own, on the network that this process is in: see laptop.ts.

let host: ChromiumHost | null = null
const defects: Defect[] = []

const open = async (order: LaptopOrder & { readonly do: 'open' }): Promise<null> => {
  host = await startChromiumHost({
    homeFolder: order.home,
    executablePath: order.program,
    headless: true,
    checkAnswers: true,
    reportDefect: (defect) => defects.push(defect),
    ...(order.mayLackSandbox && {
      onSandboxRefused: () =>
        console.warn('WARNING: this kernel refuses the sandbox; Chromium runs WITHOUT it here'),
    }),
  })
  return null
}

/** Through the page's own bridge, as a screen would. */
const ask = ({ page }: ChromiumHost, row: string, input: unknown): Promise<unknown> =>
  page.evaluate(
    ([wanted, given]) =>
      (window.conclave.vault as unknown as Record<string, (input: unknown) => Promise<unknown>>)[
        wanted as string
      ]?.(given),
    [row, input] as const,
  )

const obey = async (order: LaptopOrder): Promise<unknown> => {
  if (order.do === 'open') return open(order)
  if (order.do === 'defects') return defects
  if (host === null) throw new Error('not open')
  return order.do === 'close' ? host.stop() : ask(host, order.row, order.input)
}

process.on('message', ({ id, order }: LaptopCall) => {
  const answer = (rest: Omit<LaptopAnswer, 'id'>) => process.send?.({ id, ...rest })
  obey(order).then(
    (value) => answer({ value }),
    (thrown: Error) => answer({ thrown: `${order.do}: ${thrown.message}` }),
  )
})

// Whoever asked is gone.
process.on('disconnect', () => {
  const end = () => process.exit(0)
  setTimeout(end, 5_000).unref()
  void Promise.resolve(host?.stop()).finally(end)
})
