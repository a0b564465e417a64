import { describe, expect, it } from 'vitest'
import { detectCloudFolder } from '../../../../../electron/vault/storage/cloud-folder'

describe('a folder that a cloud drive copies', () => {
  const byPath: Record<string, string> = {
    '/home/ada/Dropbox/Vaults/one': 'Dropbox',
    '/Users/ada/Dropbox (Personal)/one': 'Dropbox',
    '/Users/ada/Library/CloudStorage/Dropbox/one': 'Dropbox',
    'C:\\Users\\Ada\\OneDrive\\one': 'OneDrive',
    'C:\\Users\\Ada\\OneDrive - Made-up Company\\one': 'OneDrive',
    '/Users/ada/Library/CloudStorage/OneDrive-Personal/one': 'OneDrive',
    '/Users/ada/Google Drive/one': 'Google Drive',
    'G:\\My Drive\\one': 'Google Drive',
    '/Users/ada/Library/CloudStorage/GoogleDrive-ada@example.org/My Drive/one': 'Google Drive',
    '/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/one': 'iCloud Drive',
    'C:\\Users\\Ada\\iCloudDrive\\one': 'iCloud Drive',
    '/home/ada/Nextcloud/one': 'Nextcloud',
    '/home/ada/ownCloud/one': 'ownCloud',
  }
  for (const [path, name] of Object.entries(byPath)) {
    it(`is known by its path: ${path}`, () => {
      expect(detectCloudFolder(path, [])).toBe(name)
    })
  }

  it('is known by what the drive leaves in a folder above', () => {
    const beside = (entry: string) =>
      detectCloudFolder('/data/vault', [['image-1.bin'], ['x', entry]])
    expect(beside('.stfolder')).toBe('Syncthing')
    expect(beside('.stignore')).toBe('Syncthing')
    expect(beside('.dropbox.cache')).toBe('Dropbox')
    expect(beside('.tmp.drivedownload')).toBe('Google Drive')
    expect(beside('.sync_0a1b2c3d4e5f.db')).toBe('Nextcloud or ownCloud')
  })

  it('is not any folder whose name reminds of one', () => {
    for (const path of [
      '/home/ada/dropbox-leaflets/one',
      '/home/ada/my-onedrive-notes',
      '/home/ada/conclave/vaults/one',
      '/srv/drive/one',
    ]) {
      expect(detectCloudFolder(path, [['notes.txt', 'dropbox.txt']])).toBe(null)
    }
  })
})
