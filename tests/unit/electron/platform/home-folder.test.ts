import { describe, expect, it } from 'vitest'
import { findHomeFolder } from '../../../../electron/platform/home-folder'

const find = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
  findHomeFolder({
    platform,
    env,
    userFolder: platform === 'win32' ? 'C:\\Users\\ada' : '/home/ada',
  })

describe('where vaults are kept', () => {
  it.each([
    ['linux', {}, '/home/ada/.local/share/conclave'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/conclave'],
    ['darwin', {}, '/home/ada/Library/Application Support/Conclave'],
    ['win32', {}, 'C:\\Users\\ada\\AppData\\Local\\Conclave'],
    ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\Conclave'],
    ['linux', { CONCLAVE_HOME: '/elsewhere' }, '/elsewhere'],
    ['linux', { CONCLAVE_HOME: '', XDG_DATA_HOME: '' }, '/home/ada/.local/share/conclave'],
  ] as const)('%s %o', (platform, env, folder) => {
    expect(find(platform, env)).toBe(folder)
  })
})
