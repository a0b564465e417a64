import { homedir } from 'node:os'
import { join } from 'node:path'
import { findHomeFolder } from '../../platform/home-folder'
import { createFileLog } from '../../platform/log'
import { hardenProcess } from '../harden-process'
import { startChromiumHost } from './start-host'

// Opens the app in an installed Chromium, for machines where Electron's binary cannot be had.

hardenProcess()

const executablePath = process.env.CONCLAVE_CHROMIUM
if (executablePath === undefined || executablePath === '') {
  console.error('CONCLAVE_CHROMIUM names no browser; `npm start` finds one.')
  process.exit(1)
}
if (process.getuid?.() === 0) {
  console.error('WARNING: Conclave runs as root. Its browser runs as nobody; the vault does not.')
}

const homeFolder = findHomeFolder({
  platform: process.platform,
  env: process.env,
  userFolder: homedir(),
})
const log = createFileLog(join(homeFolder, 'conclave.log'), Date.now)

const starting = startChromiumHost({
  homeFolder,
  executablePath,
  headless: false,
  reportDefect: (defect) => log.note('internal/defect', { ...defect }),
  onVaultGone: () => {
    console.error('Conclave has stopped: its vault process ended several times in a row.')
    console.error(`What was saved is safe. See ${join(homeFolder, 'conclave.log')}.`)
    void end(1)
  },
})

/** Also while it still opens: what was begun is taken away again. */
const end = async (code: number): Promise<void> => {
  const host = await starting
  await host.stop()
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void end(0))
}

try {
  const { page, context, offerFiles } = await starting
  await offerFiles(process.argv.slice(2), process.cwd())
  page.on('close', () => void end(0))
  context.on('close', () => void end(0))
} catch (thrown) {
  const [reason] = String(thrown instanceof Error ? thrown.message : thrown).split('\n')
  console.error(`Conclave could not open ${executablePath}: ${reason}`)
  process.exit(1)
}
