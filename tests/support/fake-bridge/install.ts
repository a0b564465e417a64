import type { Bridge } from '../../../shared/contracts/bridge'
import type { ShellEvent } from '../../../shared/contracts/shell'
import type { VaultEvent } from '../../../shared/contracts/vault'
import type { SessionStatus } from '../../../shared/contracts/views'
import { err, ok } from '../../../shared/errors/result'
import { createFakeMeeting, type FakeMeetingControls } from './fake-meeting'
import { createFakeVault } from './fake-vault'
import { parseScenario } from './scenario'

/** What a test may do to the fake from outside: `window.conclaveFake`. */
export interface FakeControls {
  readonly emitVault: (event: VaultEvent) => void
  readonly emitShell: (event: ShellEvent) => void
  /** As if a sealed file had been opened outside the app; `null` for one that cannot be read. */
  readonly offerFile: (text: string | null) => void
  readonly meeting: FakeMeetingControls
  /** Every call in order: the row and its input. */
  readonly calls: readonly { readonly row: string; readonly input: unknown }[]
}

const phaseKey = 'fake-phase'

const createListeners = <E>() => {
  const listeners = new Set<(event: E) => void>()
  return {
    on: (listener: (event: E) => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    emit: (event: E) => {
      for (const listener of listeners) listener(event)
    },
  }
}

/** Puts a fake `window.conclave` on the page, before the app starts. */
const install = (): void => {
  const scenario = parseScenario(window.location.search)
  const vaultEvents = createListeners<VaultEvent>()
  const shellEvents = createListeners<ShellEvent>()
  const offered: (string | null)[] = []
  const calls: { row: string; input: unknown }[] = []
  const record = <T extends object>(client: T): T =>
    new Proxy(client, {
      get: (target, row) => (input: unknown) => {
        calls.push({ row: String(row), input })
        return (target as Record<string, (input: unknown) => unknown>)[String(row)]?.(input)
      },
    })
  const meeting = createFakeMeeting({ scenario, emit: vaultEvents.emit, nowMs: Date.now })
  const bridge: Bridge = {
    vault: record(
      createFakeVault({
        scenario,
        emit: vaultEvents.emit,
        nowMs: Date.now,
        meeting: meeting.handlers,
        loadPhase: () => sessionStorage.getItem(phaseKey) as SessionStatus['phase'] | null,
        savePhase: (phase) => sessionStorage.setItem(phaseKey, phase),
      }),
    ),
    shell: record({
      'shell.info': async () =>
        ok({
          host: 'chromium' as const,
          appVersion: '0.1.0',
          platform: 'linux',
          canChooseFolder: true,
        }),
      'shell.chooseFolder': async () => ok('/media/ada/backup/northwind-conduct'),
      'shell.copy': async () => ok(null),
      'shell.saveFile': async ({ fileName }) => {
        if (scenario.failing?.row === 'shell.saveFile') return err({ code: 'shell/save-failed' })
        return ok(`/media/ada/stick/${fileName}`)
      },
      'shell.renew': async () => {
        window.location.reload()
        return ok(null)
      },
      'shell.offeredFiles': async () => ok(offered.length),
      'shell.takeOfferedFile': async () => {
        const file = offered.shift()
        if (file === null) return err({ code: 'shell/file-unreadable' })
        return ok(file === undefined ? null : new TextEncoder().encode(file))
      },
      'shell.print': async () => ok(null),
      'shell.setBusy': async () => ok(null),
    }),
    onVaultEvent: vaultEvents.on,
    onShellEvent: shellEvents.on,
  }
  const controls: FakeControls = {
    emitVault: vaultEvents.emit,
    emitShell: shellEvents.emit,
    offerFile: (text) => {
      offered.push(text)
      shellEvents.emit({ kind: 'file-offered' })
    },
    meeting: meeting.controls,
    calls,
  }
  Object.assign(window, { conclave: bridge, conclaveFake: controls })
}

install()
