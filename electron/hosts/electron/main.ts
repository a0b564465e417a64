import { randomUUID } from 'node:crypto'
import { homedir, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import * as electron from 'electron'
import type { Defect } from '../../../shared/contracts/dispatch'
import { openMulticast } from '../../main/meeting/multicast-link'
import { startMain } from '../../main/start-main'
import { findHomeFolder } from '../../platform/home-folder'
import { createFileLog } from '../../platform/log'
import { createNodeDisk } from '../../platform/node-disk'
import { findAppFiles } from '../app-files'
import { electronPort } from '../electron-port'
import { hardenProcess } from '../harden-process'
import { startTimer } from '../timers'
import { startUtilityVault } from './utility-vault'

hardenProcess()

const files = findAppFiles(import.meta.dirname)
const homeFolder = findHomeFolder({
  platform: process.platform,
  env: process.env,
  userFolder: homedir(),
})
const log = createFileLog(join(homeFolder, 'conclave.log'), Date.now)
const reportDefect = (defect: Defect): void => log.note('internal/defect', { ...defect })

await startMain(electron, {
  windows: {
    ui: { pageFolder: files.page, preloadPath: files.uiPreload },
    sync: { pageFolder: files.syncPage, preloadPath: files.syncPreload },
  },
  profileFolder: join(homeFolder, 'profile'),
  platform: process.platform,
  disk: createNodeDisk(),
  startedWith: { args: process.argv, folder: process.cwd() },
  defects: { newIncidentId: randomUUID, reportDefect },
  startVaultProcess: () =>
    startUtilityVault({
      utilityProcess: electron.utilityProcess,
      script: files.vaultScript,
      init: {
        homeFolder,
        resourcesFolder: files.resources,
        wasmPath: files.wasm,
        handoffPath: files.handoffPage,
        checkAnswers: false,
      },
      reportDefect,
    }),
  openPort: electronPort,
  network: { networkInterfaces, openMulticast },
  nowMs: () => performance.now(),
  startTimer,
  every: (intervalMs, run) => {
    setInterval(run, intervalMs).unref()
  },
})
