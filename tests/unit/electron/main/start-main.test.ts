import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createEvent, isPrevented } from '../../../support/electron-fake/recorder'
import { pageUrl, settle, startRig } from './main-rig'

type Rig = Awaited<ReturnType<typeof startRig>>

interface MenuItem {
  readonly id?: string
  readonly role?: string
  readonly registerAccelerator?: boolean
  readonly click?: () => void
  readonly submenu?: readonly MenuItem[]
}

const menuItems = (rig: Rig): readonly MenuItem[] => {
  const template = rig.recorder.of('setApplicationMenu')[0]?.args[0] as readonly MenuItem[]
  return template.flatMap((menu) => menu.submenu ?? [])
}

const click = (rig: Rig, id: string) =>
  menuItems(rig)
    .find((item) => item.id === id)
    ?.click?.()

const lockRequests = (rig: Rig) => rig.contents.sent.map(({ message }) => message)

describe('the window', () => {
  it('is always titled Conclave: no case stands in a task bar', async () => {
    const { window } = await startRig()
    expect(window.options.title).toBe('Conclave')
    expect(isPrevented(window, 'page-title-updated', { title: 'CC-17' })).toBe(true)
  })

  it.each([
    [true, false],
    [false, true],
  ])(
    'packaged %s: developer tools %s, and capture of the screen the other way',
    async (isPackaged, devTools) => {
      const { window, recorder } = await startRig({ isPackaged })
      expect(window.options.webPreferences?.devTools).toBe(devTools)
      expect(recorder.of('setContentProtection')[0]?.args).toEqual([!devTools])
    },
  )

  it('is loaded anew when its process crashes', async () => {
    const { contents, recorder } = await startRig()
    const before = recorder.of('loadURL').length
    contents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect(
      recorder
        .of('loadURL')
        .slice(before)
        .map(({ args }) => args),
    ).toEqual([[pageUrl]])
  })

  it('comes to the front when the app is started twice', async () => {
    const { app, recorder } = await startRig()
    app.emit('second-instance', {}, ['conclave'], '/home/ada')
    expect([recorder.of('restore').length, recorder.of('focus').length]).toEqual([1, 1])
  })

  it('is not opened by a second instance, which ends at once', async () => {
    const { windows, recorder, vaults } = await startRig({ hasInstanceLock: false })
    expect(windows).toEqual([])
    expect(vaults).toEqual([])
    expect(recorder.of('quit')).toHaveLength(1)
  })
})

describe('a window that is renewed, as after a lock', () => {
  it('comes back by way of a page of no site, in another process', async () => {
    const rig = await startRig()
    expect(await rig.callShell('shell.renew', {})).toEqual({ ok: true, value: null })
    await settle()
    expect(rig.recorder.of('contents.loadURL').map(({ args }) => args[0])).toEqual([
      'about:blank',
      pageUrl,
    ])
    expect(rig.recorder.of('forcefullyCrashRenderer')).toEqual([])
  })

  it('loses a process that was kept all the same, and is loaded again', async () => {
    const rig = await startRig()
    rig.contents.keepsProcess = true
    await rig.callShell('shell.renew', {})
    await settle()
    expect(rig.recorder.of('forcefullyCrashRenderer')).toHaveLength(1)
    expect(rig.recorder.of('loadURL').at(-1)?.args).toEqual([pageUrl])
  })
})

describe('the menu', () => {
  it('asks the window to lock, which saves first', async () => {
    const rig = await startRig()
    click(rig, 'lock')
    expect(lockRequests(rig)).toEqual([{ kind: 'lock-requested', reason: 'menu' }])
  })

  it('presses the key that blanks', async () => {
    const rig = await startRig()
    click(rig, 'blank')
    expect(rig.recorder.of('sendInputEvent').map(({ args }) => args[0])).toEqual([
      { type: 'keyDown', keyCode: 'F8' },
      { type: 'keyUp', keyCode: 'F8' },
    ])
  })

  it('takes no key away from the window', async () => {
    const items = menuItems(await startRig())
    for (const id of ['lock', 'blank']) {
      expect(items.find((item) => item.id === id)?.registerAccelerator).toBe(false)
    }
  })

  it('has neither developer tools nor reload in production', async () => {
    const roles = (rig: Rig) => menuItems(rig).map(({ role }) => role)
    expect(roles(await startRig())).not.toContain('toggleDevTools')
    expect(roles(await startRig())).not.toContain('reload')
    expect(roles(await startRig({ isPackaged: false }))).toContain('toggleDevTools')
  })
})

describe('the system locks', () => {
  it.each(['lock-screen', 'suspend'])('%s asks the window to lock', async (name) => {
    const rig = await startRig()
    rig.powerMonitor.emit(name)
    expect(lockRequests(rig)).toEqual([{ kind: 'lock-requested', reason: 'system' }])
  })

  it('locks the vault itself when the window has not done so in time', async () => {
    const rig = await startRig()
    rig.powerMonitor.emit('suspend')
    await rig.timers.pass(2_999)
    expect(rig.vaults[0]?.told).toEqual([])
    await rig.timers.pass(1)
    expect(rig.vaults[0]?.told).toEqual(['lock'])
  })

  it('does not lock the fresh vault process that followed the lock', async () => {
    const rig = await startRig()
    rig.powerMonitor.emit('suspend')
    rig.vaults[0]?.exit(true)
    await rig.timers.pass(10_000)
    expect(rig.vaults.map(({ told }) => told)).toEqual([[], ['connect']])
  })

  it('is asked for on Linux, where nothing tells, and told once for every lock', async () => {
    const rig = await startRig({ platform: 'linux' })
    const poll = (idle: typeof rig.state.idle) => {
      rig.state.idle = idle
      rig.timers.poll()
    }
    for (const idle of ['active', 'idle', 'locked', 'locked', 'active', 'locked'] as const)
      poll(idle)
    expect(lockRequests(rig)).toHaveLength(2)
  })

  it('includes a switch of users on a Mac, where nothing is polled', async () => {
    const rig = await startRig({ platform: 'darwin' })
    rig.powerMonitor.emit('user-did-resign-active')
    rig.state.idle = 'locked'
    rig.timers.poll()
    expect(lockRequests(rig)).toHaveLength(1)
  })
})

describe('the vault process', () => {
  it('is connected with the window by a port that main does not keep, for every document', async () => {
    const rig = await startRig()
    rig.wantVault()
    rig.wantVault()
    expect(rig.vaults[0]?.told).toEqual(['connect', 'connect'])
    expect(rig.contents.ports).toEqual([
      { channel: 'conclave:vault-port', port: expect.anything(), ports: [expect.anything()] },
      { channel: 'conclave:vault-port', port: expect.anything(), ports: [expect.anything()] },
    ])
  })

  it('is followed by a fresh one when it ends, connected at once', async () => {
    const rig = await startRig()
    rig.vaults[0]?.exit(true)
    expect(rig.vaults).toHaveLength(2)
    expect(rig.vaults[1]?.told).toEqual(['connect'])
  })

  it('is given up after the third failure within a minute, with an incident to look for', async () => {
    const rig = await startRig()
    for (const vault of [0, 1, 2]) rig.vaults[vault]?.exit(false)
    expect(rig.vaults).toHaveLength(3)
    expect(rig.recorder.of('showErrorBox')[0]?.args[1]).toContain('incident-1')
    expect(rig.defects).toMatchObject([{ incidentId: 'incident-1' }])
    expect(rig.recorder.of('exit')[0]?.args).toEqual([1])
  })
})

describe('quitting', () => {
  const quit = (rig: Rig) => {
    const event = createEvent({})
    rig.app.emit('before-quit', event)
    return event
  }

  it('lets the window save and lock, then ends the vault, then the app', async () => {
    const rig = await startRig()
    expect(quit(rig).defaultPrevented).toBe(true)
    expect(lockRequests(rig)).toEqual([{ kind: 'lock-requested', reason: 'quit' }])
    expect(rig.vaults[0]?.told).toEqual([])
    rig.wantVault()
    await settle()
    expect(rig.vaults[0]?.told).toEqual(['connect', 'stop'])
    expect(rig.recorder.of('exit')).toEqual([])
    rig.vaults[0]?.exit(true)
    await settle()
    expect(rig.recorder.of('exit')[0]?.args).toEqual([0])
  })

  it('does not wait for a window that hangs, nor for a vault that does', async () => {
    const rig = await startRig()
    quit(rig)
    await rig.timers.pass(2_500)
    expect(rig.vaults[0]?.told).toEqual(['stop'])
    await rig.timers.pass(10_000)
    expect(rig.vaults[0]?.told).toEqual(['stop', 'kill'])
    expect(rig.recorder.of('exit')[0]?.args).toEqual([0])
  })

  it('happens once, however often it is asked for', async () => {
    const rig = await startRig()
    quit(rig)
    quit(rig)
    expect(lockRequests(rig)).toHaveLength(1)
  })

  it('is what closing the window does', async () => {
    const rig = await startRig()
    expect(isPrevented(rig.window, 'close')).toBe(true)
    expect(rig.recorder.of('quit')).toHaveLength(1)
  })
})

describe('the shell contract in Electron', () => {
  it('clears the clipboard after the time that was asked for', async () => {
    const rig = await startRig()
    await rig.callShell('shell.copy', { text: 'recovery key', clearAfterMs: 10_000 })
    expect(rig.state.clipboard).toBe('recovery key')
    await rig.timers.pass(10_000)
    expect(rig.state.clipboard).toBe('')
  })

  it.each(['lock', 'quit'])('clears the clipboard at %s', async (how) => {
    const rig = await startRig()
    await rig.callShell('shell.copy', { text: 'recovery key', clearAfterMs: 60_000 })
    if (how === 'lock') click(rig, 'lock')
    else {
      rig.app.emit('before-quit', createEvent({}))
      rig.wantVault()
    }
    await settle()
    expect(rig.state.clipboard).toBe('')
  })

  it('answers the folder that was chosen, or null', async () => {
    const rig = await startRig()
    expect(await rig.callShell('shell.chooseFolder', {})).toEqual({ ok: true, value: null })
    rig.state.folder = '/home/ada/vaults'
    expect(await rig.callShell('shell.chooseFolder', {})).toEqual({
      ok: true,
      value: '/home/ada/vaults',
    })
  })

  it('saves a file where the dialog says, and nowhere when it was closed', async () => {
    const rig = await startRig()
    const file = { fileName: 'for-ben.bundle', bytes: new Uint8Array([1, 2, 3]) }
    expect(await rig.callShell('shell.saveFile', file)).toEqual({ ok: true, value: null })

    const folder = mkdtempSync(join(tmpdir(), 'conclave-save-'))
    rig.state.savePath = join(folder, 'renamed.bundle')
    expect(await rig.callShell('shell.saveFile', file)).toEqual({ ok: true, value: folder })
    expect([...readFileSync(rig.state.savePath)]).toEqual([1, 2, 3])
    expect(rig.recorder.of('showSaveDialog')[1]?.args).toMatchObject([
      { defaultPath: 'for-ben.bundle' },
    ])

    rig.state.savePath = join(folder, 'no-such-folder', 'lost.bundle')
    expect(await rig.callShell('shell.saveFile', file)).toMatchObject({
      error: { code: 'shell/save-failed' },
    })
    rmSync(folder, { recursive: true })
  })

  it('takes no path for a file name', async () => {
    const rig = await startRig()
    for (const fileName of ['../x', '/etc/x', 'a b', '.hidden', '']) {
      expect(
        await rig.callShell('shell.saveFile', { fileName, bytes: new Uint8Array(1) }),
      ).toMatchObject({ error: { code: 'contract/invalid-input' } })
    }
  })

  it('prints with the dialog; closing it is no failure', async () => {
    const rig = await startRig()
    expect(await rig.callShell('shell.print', {})).toEqual({ ok: true, value: null })
    expect(rig.recorder.of('print')[0]?.args).toEqual([{ silent: false }])
  })

  it("keeps the screen awake while a call is taken: the system's idle lock stays away", async () => {
    const rig = await startRig()
    for (const busy of [true, true, false, false]) await rig.callShell('shell.setBusy', { busy })
    expect(rig.recorder.of('powerSaveBlocker.start')).toHaveLength(1)
    expect(rig.recorder.of('powerSaveBlocker.stop').map(({ args }) => args)).toEqual([[4]])
  })

  it('refuses what is not in the contract', async () => {
    const rig = await startRig()
    expect(await rig.callShell('shell.exec', {})).toMatchObject({
      error: { code: 'contract/unknown-row' },
    })
    expect(await rig.callShell('shell.copy', { text: 7 })).toMatchObject({
      error: { code: 'contract/invalid-input', path: 'text' },
    })
  })
})
