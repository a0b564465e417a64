import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startChromiumHost } from '../../electron/hosts/chromium/start-host'
import { chooseHost } from './support/app'

const isChromium = chooseHost().host === 'chromium'

let folder: string
let executablePath: string

/** Speaks as Chromium does on a kernel without user namespaces. */
const refusingBrowser = (program: string) => `#!/bin/sh
case "$*" in
  *--no-sandbox*) exec '${program}' "$@" ;;
esac
echo '[1:1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox!' >&2
exit 1
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conclave-refusing-'))
  await chmod(folder, 0o755)
  executablePath = join(folder, 'chromium')
  await writeFile(executablePath, refusingBrowser(chooseHost().program), { mode: 0o755 })
})

afterAll(() => rm(folder, { recursive: true }))

const start = (options: { readonly onSandboxRefused?: () => void }) =>
  startChromiumHost({
    homeFolder: join(folder, 'home'),
    executablePath,
    headless: true,
    ...options,
  })

describe.skipIf(!isChromium || process.platform === 'win32')(
  'a kernel that refuses the sandbox',
  () => {
    it('ends the start: pages of the app do not run without it', async () => {
      await expect(start({})).rejects.toThrow(/No usable sandbox/)
    })

    it('is put up with by tests that allow it, and are told', async () => {
      let told = 0
      const host = await start({
        onSandboxRefused: () => {
          told += 1
        },
      })
      expect(await host.page.title()).toBe('Conclave')
      // The sync page has a browser of its own, which may have been started by now.
      expect(told).toBeGreaterThan(0)
      await host.stop()
    })
  },
)
