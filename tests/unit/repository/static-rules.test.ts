import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { describe, expect, it } from 'vitest'
import { fuses } from '../../../scripts/set-fuses.mjs'

// Rules that hold over the whole of the sources, whoever writes the next file.

const root = resolve(import.meta.dirname, '../../..')

/** Comments tell what is not there; only code counts. */
const stripComments = (code: string) =>
  code.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')

const sources = ['electron', 'renderer', 'shared'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|html|css)$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return { path: relative(root, path), code: stripComments(readFileSync(path, 'utf8')) }
    }),
)

const filesWith = (pattern: RegExp) =>
  sources.filter(({ code }) => pattern.test(code)).map(({ path }) => path)

const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))

describe("Electron's list, as far as the sources show it", () => {
  it('looks at sources at all', () => {
    expect(sources.length).toBeGreaterThan(100)
  })

  it('1 names no address of the network: only the dead proxy', () => {
    // A meeting's `ws://` is put together from an address that a member found or typed; names that end in
    // `.invalid` lead nowhere (RFC 6761).
    const address = /['"`](?:http|https|ftp|wss):\/\/(?![a-z.]+\.invalid['"`])|['"`]ws:\/\/(?!\$\{)/
    expect(filesWith(address)).toEqual(['electron/main/policy/network.ts'])
  })

  it.each([
    'webSecurity',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
    'webviewTag',
    '<webview',
    'navigateOnDragDrop',
    'allowpopups',
    'crashReporter',
    'nativeWindowOpen',
    'enableRemoteModule',
    'bypassCSP',
    'dangerouslySetInnerHTML',
    'unsafe-inline',
    'unsafe-eval',
    'no-sandbox',
    'ignore-certificate-errors',
    'remote-debugging',
  ])('6, 8 to 12 does not know the word %s', (word) => {
    expect(filesWith(new RegExp(word))).toEqual([])
  })

  it('15 opens links outside in one place', () => {
    expect(filesWith(/openExternal/)).toEqual(['electron/main/open-link.ts'])
  })

  it('17 listens to IPC in one place, which checks the sender', () => {
    expect(filesWith(/ipcMain\.(handle|on|once)/)).toEqual(['electron/main/trusted-ipc.ts'])
  })

  it('20 gives the page its bridge in one place, and IPC to nothing else', () => {
    expect(filesWith(/exposeInMainWorld\(/)).toEqual(['electron/preload/install-bridge.ts'])
    expect(filesWith(/\bipcRenderer\b/)).toEqual([
      'electron/preload/sync.ts',
      'electron/preload/ui.ts',
    ])
  })

  it('19 decides every fuse by name', () => {
    const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))
    const states = names.map((name) => [
      name,
      fuses[FuseV1Options[name as keyof typeof FuseV1Options]],
    ])
    expect(Object.fromEntries(states)).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    })
    expect(fuses.strictlyRequireAllFuses).toBe(true)
  })

  it('16 knows until when its Electron is supported', () => {
    // Three majors are supported, and one comes every eight weeks: 45 came on 2026-10-21.
    const supported = { major: 45, until: '2027-04-07' }
    const version: string = readJson('package.json').devDependencies.electron
    expect(Number.parseInt(version, 10)).toBe(supported.major)
    if (new Date().toISOString().slice(0, 10) > supported.until) {
      console.warn(`Electron ${supported.major} is supported no longer: take a newer one`)
    }
  })
})

describe('what comes in from outside', () => {
  it('is pinned to one version each', () => {
    const { dependencies, devDependencies } = readJson('package.json')
    const versions = Object.values<string>({ ...dependencies, ...devDependencies })
    expect(versions.filter((version) => !/^(?:npm:[a-z-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual(
      [],
    )
  })

  it('is locked to its bytes', () => {
    const packages = Object.entries<{ integrity?: string; link?: boolean }>(
      readJson('package-lock.json').packages,
    )
    const unlocked = packages.filter(
      ([path, { integrity }]) => path !== '' && !integrity?.startsWith('sha512-'),
    )
    expect(unlocked.map(([path]) => path)).toEqual([])
  })

  it('runs no script of its own when it is installed', () => {
    const npmrc = readFileSync(join(root, '.npmrc'), 'utf8').split('\n')
    expect(npmrc).toContain('ignore-scripts=true')
  })
})

describe('the process that holds keys', () => {
  it('starts no program and opens no connection', () => {
    const vault = sources.filter(({ path }) => path.startsWith('electron/vault/'))
    const reaching =
      /['"](node:)?(child_process|net|tls|dgram|dns|https?|http2|inspector)['"]|\bfetch\(|WebSocket/
    expect(vault.filter(({ code }) => reaching.test(code)).map(({ path }) => path)).toEqual([])
  })

  it('is reached from main by nothing but a port', () => {
    const main = sources.filter(({ path }) => /^electron\/(main|preload)\//.test(path))
    expect(
      main.filter(({ code }) => /from ['"].*\/vault\//.test(code)).map(({ path }) => path),
    ).toEqual([])
  })
})
