import { chmod, chown, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderPrefix, sweepBrowserFiles } from './sweep-browser-files'

/** Files of one run of the browser, gone with it. */
export interface BrowserFiles {
  /** Starts the browser hardened; on Linux as an unprivileged user where this process is root. */
  readonly launcher: string
  remove(): Promise<void>
}

/** `nobody` on Linux: owns nothing, so that a browser that is broken out of reaches nothing. */
const nobody = 65_534

const isRoot = (): boolean => process.getuid?.() === 0

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/**
 * A profile that holds nothing of worth and is removed at the end, and a script that starts the
 * browser with no core dumps and files of its owner alone.
 *
 * Chromium refuses its sandbox to root. Run as root, the browser therefore becomes `nobody`; the
 * vault, in this process, does not: pages never touch its files.
 */
export const makeBrowserFiles = async (executablePath: string): Promise<BrowserFiles> => {
  await sweepBrowserFiles(tmpdir())
  const folder = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`))
  const profileFolder = join(folder, 'profile')
  await mkdir(profileFolder, { mode: 0o700 })
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  if (process.platform === 'win32') return { launcher: executablePath, remove }

  const cookie = join(profileFolder, 'Xauthority')
  const becomeNobody = isRoot() && process.platform === 'linux'
  if (becomeNobody) {
    // Others may pass through to the profile, and see nothing else.
    await chmod(folder, 0o711)
    await chown(profileFolder, nobody, nobody)
    await lendDisplay(cookie)
  }
  const launcher = join(folder, 'browser')
  const user = `setpriv --reuid=${nobody} --regid=${nobody} --clear-groups`
  const home = `env HOME=${quote(profileFolder)} XAUTHORITY=${quote(cookie)}`
  const script = [
    '#!/bin/sh',
    'ulimit -c 0',
    'umask 077',
    // The driver names a folder of its own, which the browser's user could not write to.
    'for argument do',
    '  shift',
    `  case "$argument" in --user-data-dir=*) argument=${quote(`--user-data-dir=${profileFolder}`)} ;; esac`,
    '  set -- "$@" "$argument"',
    'done',
    `exec ${becomeNobody ? `${user} ${home} ` : ''}${quote(executablePath)} "$@"`,
    '',
  ]
  await writeFile(launcher, script.join('\n'), { mode: 0o700 })
  return { launcher, remove }
}

/** The X server lets in who holds its cookie. One that needs none, or is Wayland's, has no file. */
const lendDisplay = async (cookie: string): Promise<void> => {
  const own = process.env.XAUTHORITY || join(homedir(), '.Xauthority')
  try {
    await copyFile(own, cookie)
    await chown(cookie, nobody, nobody)
  } catch {
    // Without a display there is nothing to lend; the browser says so itself.
  }
}
