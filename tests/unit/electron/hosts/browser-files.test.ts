import { execFileSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeBrowserFiles } from '../../../../electron/hosts/chromium/browser-files'

const isRoot = process.getuid?.() === 0

describe.skipIf(process.platform === 'win32')('the files of a driven browser', () => {
  it('start it without core dumps, for its owner alone, and never as root', async () => {
    const files = await makeBrowserFiles('/bin/sh')
    const script = 'ulimit -c; umask; id -u; echo "$0"'
    const lines = execFileSync(files.launcher, ['-c', script, "an 'argument'"], {
      encoding: 'utf8',
    })
    const [core, umask, user, argument] = lines.trim().split('\n')
    expect([core, umask, argument]).toEqual(['0', '0077', "an 'argument'"])
    expect(user).toBe(isRoot ? '65534' : String(process.getuid?.()))
    await files.remove()
  })

  it('have a profile that the browser alone may enter, and leave nothing behind', async () => {
    const files = await makeBrowserFiles('/bin/true')
    const { mode, uid } = statSync(files.profileFolder)
    expect(mode & 0o777).toBe(0o700)
    expect(uid).toBe(isRoot ? 65_534 : process.getuid?.())
    writeFileSync(`${files.profileFolder}/cookies`, 'x')
    await files.remove()
    expect(existsSync(dirname(files.profileFolder))).toBe(false)
  })
})
