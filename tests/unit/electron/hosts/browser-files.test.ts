import { execFileSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeBrowserFiles } from '../../../../electron/hosts/chromium/browser-files'

const isRoot = process.getuid?.() === 0

describe.skipIf(process.platform === 'win32')('the files of a driven browser', () => {
  it('start it without core dumps, for its owner alone, and never as root', async () => {
    const files = await makeBrowserFiles('/bin/sh')
    const script = 'ulimit -c; umask; id -u; echo "$0"'
    const args = ['-c', script, "an 'argument' $HOME"]
    const lines = execFileSync(files.launcher, args, { encoding: 'utf8' })
    const [core, umask, user, argument] = lines.trim().split('\n')
    expect([core, umask, argument]).toEqual(['0', '0077', "an 'argument' $HOME"])
    expect(user).toBe(isRoot ? '65534' : String(process.getuid?.()))
    await files.remove()
  })

  it("put its profile where they are removed, whatever folder the browser's driver names", async () => {
    const files = await makeBrowserFiles('/bin/echo')
    const args = ['--headless', '--user-data-dir=/tmp/elsewhere', '--lang=en']
    const profile = join(dirname(files.launcher), 'profile')
    const given = execFileSync(files.launcher, args, { encoding: 'utf8' }).trim()
    expect(given).toBe(`--headless --user-data-dir=${profile} --lang=en`)
    await files.remove()
  })

  it('have a profile that the browser alone may enter, and leave nothing behind', async () => {
    const files = await makeBrowserFiles('/bin/true')
    const folder = dirname(files.launcher)
    const { mode, uid } = statSync(join(folder, 'profile'))
    expect(mode & 0o777).toBe(0o700)
    expect(uid).toBe(isRoot ? 65_534 : process.getuid?.())
    writeFileSync(join(folder, 'profile', 'cookies'), 'x')
    await files.remove()
    expect(existsSync(folder)).toBe(false)
  })
})
