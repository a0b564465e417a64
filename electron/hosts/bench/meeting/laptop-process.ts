import { MessageChannel, Worker } from 'node:worker_threads'
import { findAppFiles } from '../../app-files'
import type { LaptopAnswer, LaptopCall, ProcessCall } from './laptop-calls'
import { type OpenedPage, openPageAlone } from './open-page'
import { windowCpu, windowMemory } from './page-usage'
import type { PeerCpu, PeerMemory } from './peer'

// One laptop of the bench: a process of its own with the vault in a worker, as the app in a driven Chromium is, and the
// sync page in a browser of its own.

const vault = new Worker(new URL('./bench-vault.js', import.meta.url))
let opened: OpenedPage | null = null

const openPage = async (executablePath: string): Promise<null> => {
  opened = await openPageAlone(findAppFiles(import.meta.dirname), executablePath, () => {
    const { port1, port2 } = new MessageChannel()
    vault.postMessage(port2, [port2])
    return port1
  })
  return null
}

const page = () => {
  if (opened === null) throw new Error('opened first')
  return opened.page
}

const cpu = async (): Promise<PeerCpu> => {
  const { user, system } = process.cpuUsage()
  return { windowMs: await windowCpu(page()), vaultMs: (user + system) / 1_000 }
}

const memory = async (): Promise<PeerMemory> => ({
  ...(await windowMemory(page())),
  vaultMb: process.memoryUsage.rss() / 1_048_576,
})

const stop = async (): Promise<void> => {
  await opened?.close()
  await vault.terminate()
  process.exit(0)
}

const answerTo = (call: ProcessCall): Promise<unknown> => {
  switch (call.do) {
    case 'open-page':
      return openPage(call.executablePath)
    case 'cpu':
      return cpu()
    case 'memory':
      return memory()
    case 'stop':
      return stop()
  }
}

const isOwn = (call: LaptopCall | ProcessCall): call is ProcessCall =>
  ['open-page', 'cpu', 'memory', 'stop'].includes(call.do)

const send = (answer: LaptopAnswer): void => void process.send?.(answer)

vault.on('message', send)
process.on('disconnect', () => void stop())
process.on('message', (message: { id: number; call: LaptopCall | ProcessCall }) => {
  const { id, call } = message
  if (!isOwn(call)) return vault.postMessage(message)
  answerTo(call).then(
    (value) => send({ id, value }),
    (thrown) => send({ id, failed: String(thrown) }),
  )
})
