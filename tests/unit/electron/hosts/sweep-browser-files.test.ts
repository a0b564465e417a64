import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBrowserFiles } from '../../../../electron/hosts/chromium/browser-files'
import { sweepBrowserFiles } from '../../../../electron/hosts/chromium/sweep-browser-files'

/** The number of a process that has ended. */
const endedPid = () => spawnSync(process.execPath, ['--version']).pid

describe('folders that a killed run left', () => {
  let temporary = ''
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'conclave-sweep-'))
  })
  afterEach(() => rmSync(temporary, { recursive: true, force: true }))

  const leave = (name: string) => {
    const folder = join(temporary, name)
    mkdirSync(join(folder, 'profile'), { recursive: true })
    writeFileSync(join(folder, 'profile', 'cookies'), 'x')
    return folder
  }

  it('are removed once their owner is gone', async () => {
    const folder = leave(`conclave-browser-${endedPid()}-aB3xYz`)
    await sweepBrowserFiles(temporary)
    expect(existsSync(folder)).toBe(false)
  })

  it('stay while their owner runs, and so does all that is not ours by its name', async () => {
    const gone = endedPid()
    const kept = [
      `conclave-browser-${process.pid}-aB3xYz`,
      'conclave-browser-aB3xYz',
      `conclave-browser-0${gone}-aB3xYz`,
      `conclave-browser-${gone}`,
      `conclave-home-${gone}-aB3xYz`,
      `xconclave-browser-${gone}-aB3xYz`,
    ].map(leave)
    await sweepBrowserFiles(temporary)
    expect(kept.filter((folder) => !existsSync(folder))).toEqual([])
  })

  it('are not reached through a link', async () => {
    const target = leave('target')
    symlinkSync(target, join(temporary, `conclave-browser-${endedPid()}-aB3xYz`))
    await sweepBrowserFiles(temporary)
    expect(existsSync(join(target, 'profile', 'cookies'))).toBe(true)
  })

  it('are looked for at every start, which names its own folder after its process', async () => {
    const left = mkdtempSync(join(tmpdir(), `conclave-browser-${endedPid()}-`))
    const files = await makeBrowserFiles('/bin/true')
    expect(existsSync(left)).toBe(false)
    if (process.platform !== 'win32') {
      expect(files.launcher).toContain(`conclave-browser-${process.pid}-`)
    }
    await files.remove()
  })

  it('do not keep the app from starting when there is nowhere to look', async () => {
    await expect(sweepBrowserFiles(join(temporary, 'missing'))).resolves.toBeUndefined()
  })
})
