import type { ShellHandlers } from '../../shared/contracts/shell'
import { err, ok, type Result } from '../../shared/errors/result'
import type { ClipboardKeeper } from './clipboard-keeper'
import type { OfferedFiles } from './offered-files'

/** The desktop as a host has it. */
export interface Desktop {
  readonly host: 'electron' | 'chromium'
  readonly appVersion: string
  readonly platform: string
  readonly clipboard: ClipboardKeeper
  readonly offered: OfferedFiles
  /** `null` where there is no folder dialog; else asks, and answers `null` when it was closed. */
  readonly chooseFolder: (() => Promise<string | null>) | null
  /** Asks where, and writes. `null` when the dialog was closed; else the folder that it went to. */
  saveFile(fileName: string, bytes: Uint8Array): Promise<Result<string | null>>
  /** @returns whether the system's print dialog could be shown. */
  print(): Promise<boolean>
  /** Opens the window's page in a fresh process. */
  renew(): void
  /** Keeps the system's own idle lock away while a call is being taken. */
  setBusy(busy: boolean): void
}

/** The shell's contract on any desktop. */
export const createShellHandlers = (desktop: Desktop): ShellHandlers => ({
  'shell.info': () =>
    ok({
      host: desktop.host,
      appVersion: desktop.appVersion,
      platform: desktop.platform,
      canChooseFolder: desktop.chooseFolder !== null,
    }),
  'shell.chooseFolder': async () =>
    desktop.chooseFolder === null
      ? err({ code: 'shell/no-dialogs' })
      : ok(await desktop.chooseFolder()),
  'shell.copy': async ({ text, clearAfterMs }) => {
    await desktop.clipboard.copy(text, clearAfterMs)
    return ok(null)
  },
  'shell.saveFile': ({ fileName, bytes }) => desktop.saveFile(fileName, bytes),
  'shell.renew': () => {
    desktop.renew()
    return ok(null)
  },
  'shell.offeredFiles': () => ok(desktop.offered.count()),
  'shell.takeOfferedFile': () => desktop.offered.take(),
  'shell.print': async () =>
    (await desktop.print()) ? ok(null) : err({ code: 'shell/print-failed' }),
  'shell.setBusy': ({ busy }) => {
    desktop.setBusy(busy)
    return ok(null)
  },
})
