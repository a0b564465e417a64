import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bundleExtension } from '../../../../shared/formats/bundle'
import { createEvent } from '../../../support/electron-fake/recorder'
import { startRig } from './main-rig'

type Rig = Awaited<ReturnType<typeof startRig>>

let folder = ''
const at = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'conclave-offered-'))
  writeFileSync(at('one.conclave'), 'first')
  writeFileSync(at('two.CONCLAVE'), 'second')
  writeFileSync(at('notes.txt'), 'other')
  mkdirSync(at('folder.conclave'))
  symlinkSync(at('one.conclave'), at('link.conclave'))
})

afterAll(() => rmSync(folder, { recursive: true }))

const start = (args: readonly string[] = []) =>
  startRig({ startedWith: { args: ['/opt/conclave', ...args], folder } })

const count = async (rig: Rig) =>
  ((await rig.callShell('shell.offeredFiles', {})) as { value: number }).value

/** Looking at paths takes the disk a moment; they are looked at in their order. */
const waitForFiles = (rig: Rig, expected: number) =>
  vi.waitFor(async () => expect(await count(rig)).toBe(expected), { timeout: 10_000 })

const takeText = async (rig: Rig) => {
  const taken = (await rig.callShell('shell.takeOfferedFile', {})) as {
    ok: boolean
    value: Uint8Array | null
  }
  if (!taken.ok) return taken
  return taken.value && new TextDecoder().decode(taken.value)
}

describe('a sealed file that is opened outside the app (issue 3: double click)', () => {
  it('is taken from the command line of the first start', async () => {
    const rig = await start(['--flag', 'one.conclave'])
    await waitForFiles(rig, 1)
    expect(await takeText(rig)).toBe('first')
  })

  it('is taken from a second start, relative to the folder of that one, and the window comes forward', async () => {
    const rig = await startRig()
    rig.app.emit('second-instance', {}, ['/opt/conclave', '--x', 'two.CONCLAVE'], folder)
    await waitForFiles(rig, 1)
    expect(rig.recorder.of('focus').length).toBeGreaterThan(0)
    expect(await takeText(rig)).toBe('second')
  })

  it('is taken from a Mac, which is told that it was taken', async () => {
    const rig = await startRig({ platform: 'darwin' })
    const event = createEvent({})
    rig.app.emit('open-file', event, at('one.conclave'))
    await waitForFiles(rig, 1)
    expect(event.defaultPrevented).toBe(true)
    expect(await takeText(rig)).toBe('first')
  })

  it('is listened for before the app is ready: a Mac tells of the first double click by then', async () => {
    const rig = await startRig({ platform: 'darwin' })
    expect(rig.recorder.of('whenReady')[0]?.args).toEqual([{ listening: ['open-file'] }])
  })

  it('is taken from a file: address, as some Linux desktops have it', async () => {
    const rig = await start([
      'file://elsewhere/one.conclave',
      pathToFileURL(at('one.conclave')).href,
    ])
    await waitForFiles(rig, 1)
    expect([await takeText(rig), await takeText(rig)]).toEqual(['first', null])
  })

  it.each([
    ['a file of another kind', 'notes.txt'],
    ['a folder', 'folder.conclave'],
    ['a link', 'link.conclave'],
    ['a file that is not there', 'gone.conclave'],
    ['an option', '--open=one.conclave'],
  ])('is not %s', async (_what, argument) => {
    const rig = await start([argument, 'two.CONCLAVE'])
    await waitForFiles(rig, 1)
    expect([await takeText(rig), await takeText(rig)]).toEqual(['second', null])
  })

  it('is told to the window as a fact alone: no path, no name', async () => {
    const rig = await startRig()
    rig.app.emit('second-instance', {}, ['one.conclave'], folder)
    await waitForFiles(rig, 1)
    expect(rig.contents.sent.map(({ message }) => message)).toEqual([{ kind: 'file-offered' }])
  })

  it('waits until the window asks, and is given once, the oldest first', async () => {
    const rig = await start(['one.conclave', 'one.conclave', 'two.CONCLAVE'])
    await waitForFiles(rig, 2)
    expect([await takeText(rig), await takeText(rig), await takeText(rig)]).toEqual([
      'first',
      'second',
      null,
    ])
  })

  it('is not chosen by the window: a path is refused', async () => {
    const rig = await startRig()
    const path = at('one.conclave')
    expect(await rig.callShell('shell.takeOfferedFile', { path })).toMatchObject({
      error: { code: 'contract/invalid-input' },
    })
  })

  it('has the extension that the installers register', () => {
    const builder = readFileSync(
      join(import.meta.dirname, '../../../../electron-builder.yml'),
      'utf8',
    )
    expect(builder).toContain(`- ext: ${bundleExtension.slice(1)}\n`)
  })

  it('that is gone by the time it is asked for is a coded failure, and no longer waits', async () => {
    writeFileSync(at('stick.conclave'), 'short-lived')
    const rig = await start(['stick.conclave'])
    await waitForFiles(rig, 1)
    rmSync(at('stick.conclave'))
    expect(await takeText(rig)).toMatchObject({ error: { code: 'shell/file-unreadable' } })
    expect(await count(rig)).toBe(0)
  })

  it('never makes more than twenty wait', async () => {
    const many = Array.from({ length: 25 }, (_, index) => `many-${index}.conclave`)
    for (const name of many) writeFileSync(at(name), name)
    const rig = await start(many)
    await waitForFiles(rig, 20)
    for (const name of many.slice(0, 20)) expect(await takeText(rig)).toBe(name)
    expect(await takeText(rig)).toBeNull()
  })
})
