import type { Page } from 'playwright-core'
import type { InputOf, OutputOf } from '../../../shared/contracts/contract'
import type { shellContract } from '../../../shared/contracts/shell'
import type { vaultContract } from '../../../shared/contracts/vault'
import type { Result } from '../../../shared/errors/result'

type VaultRow = keyof typeof vaultContract
type ShellRow = keyof typeof shellContract

type Side = Record<string, (input: unknown) => Promise<unknown>>

const isReload = (thrown: unknown): boolean =>
  thrown instanceof Error && /context was destroyed|navigat/i.test(thrown.message)

const call = async (page: Page, side: string, row: string, input: unknown): Promise<unknown> => {
  const callOnce = () =>
    page.evaluate(
      ([givenSide, givenRow, givenInput]) => {
        const bridge = Reflect.get(window, 'conclave') as unknown as Record<string, Side>
        return bridge[givenSide]?.[givenRow]?.(givenInput)
      },
      [side, row, input] as const,
    )
  for (let reloads = 0; ; reloads++) {
    try {
      return await callOnce()
    } catch (thrown) {
      // A lock loads the page anew, which takes the place of the page that was asked.
      if (!isReload(thrown) || reloads === maxReloads) throw thrown
      await page.waitForLoadState()
    }
  }
}

/** A lock from the page's own side and the end of the vault process may each load it anew. */
const maxReloads = 3
const settledMs = 400

/** Waits until the page has not been loaded anew for a while: what is called next is called once. */
export const waitUntilSettled = async (page: Page): Promise<void> => {
  const readOrigin = () => page.evaluate(() => performance.timeOrigin).catch(() => null)
  for (let before = await readOrigin(); ; ) {
    await page.waitForTimeout(settledMs)
    const now = await readOrigin()
    if (now !== null && now === before) return
    before = now
  }
}

/** Asks the vault as the page would. Bytes cannot be given this way: only what JSON can hold. */
export const callVault = async <R extends VaultRow>(
  page: Page,
  row: R,
  input: InputOf<(typeof vaultContract)[R]>,
): Promise<Result<OutputOf<(typeof vaultContract)[R]>>> =>
  (await call(page, 'vault', row, input)) as Result<OutputOf<(typeof vaultContract)[R]>>

export const callShell = async <R extends ShellRow>(
  page: Page,
  row: R,
  input: InputOf<(typeof shellContract)[R]>,
): Promise<Result<OutputOf<(typeof shellContract)[R]>>> =>
  (await call(page, 'shell', row, input)) as Result<OutputOf<(typeof shellContract)[R]>>
