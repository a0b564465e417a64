import { readFile } from 'node:fs/promises'
import type { CDPSession, Page } from 'playwright-core'
import type { PeerCpu, PeerMemory } from './peer'

interface ProcessInfo {
  readonly type: string
  readonly id: number
  /** Seconds. */
  readonly cpuTime: number
}

const processesOf = async (page: Page): Promise<readonly ProcessInfo[]> => {
  const browser = page.context().browser()
  if (browser === null) throw new Error('the page has no browser')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo
}

/** Processor time of the browser that a page is in, alone, since it was started. */
export const windowCpu = async (page: Page): Promise<PeerCpu['windowMs']> => {
  const all = await processesOf(page)
  return all.reduce((sum, { cpuTime }) => sum + cpuTime, 0) * 1_000
}

const heapBytes = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage')
  const usage: { readonly usedSize: number; readonly backingStorageSize?: number } =
    await session.send('Runtime.getHeapUsage')
  return usage.usedSize + (usage.backingStorageSize ?? 0)
}

/** `VmHWM` of Linux: the largest resident set that a process ever had. */
const peakMb = async (pid: number): Promise<number | null> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / 1_024
}

export const windowMemory = async (page: Page): Promise<Omit<PeerMemory, 'vaultMb'>> => {
  const renderers = (await processesOf(page)).filter(({ type }) => type === 'renderer')
  // A browser keeps an empty one ready for the next page.
  const busiest = renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0]
  const windowPeakMb = busiest === undefined ? null : await peakMb(busiest.id)
  const session = await page.context().newCDPSession(page)
  const bytes = await heapBytes(session)
  await session.detach()
  return { windowPeakMb, windowHeapMb: bytes / 1_048_576 }
}
