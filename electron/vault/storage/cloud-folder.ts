/**
 * The cloud drive that copies a folder, as far as names tell: its copies may be read by others, and
 * it may bring back old files. A hint to warn by; `null` proves nothing.
 *
 * @param path absolute, in either system's notation
 * @param entriesByParent names in the folder and in those above it, nearest first, where readable
 */
export const detectCloudFolder = (
  path: string,
  entriesByParent: readonly (readonly string[])[],
): string | null => {
  const parts = path.split(/[/\\]+/).map((part) => part.toLowerCase())
  const joined = parts.join('/')
  const byPath = pathMarks.find(({ mark }) => mark.test(joined))
  if (byPath) return byPath.name
  const entries = entriesByParent.flat().map((entry) => entry.toLowerCase())
  return entryMarks.find(({ mark }) => entries.some((entry) => mark.test(entry)))?.name ?? null
}

const pathMarks = [
  { name: 'Dropbox', mark: /(^|\/)dropbox( \([^/]*\))?(\/|$)/ },
  { name: 'Dropbox', mark: /\/library\/cloudstorage\/dropbox/ },
  { name: 'OneDrive', mark: /(^|\/)onedrive( - [^/]*)?(\/|$)/ },
  { name: 'OneDrive', mark: /\/library\/cloudstorage\/onedrive/ },
  { name: 'Google Drive', mark: /(^|\/)(google ?drive|googledrive-[^/]*|my drive)(\/|$)/ },
  { name: 'iCloud Drive', mark: /\/library\/mobile documents(\/|$)/ },
  { name: 'iCloud Drive', mark: /(^|\/)(icloud ?drive|com~apple~clouddocs)(\/|$)/ },
  { name: 'Nextcloud', mark: /(^|\/)nextcloud[^/]*(\/|$)/ },
  { name: 'ownCloud', mark: /(^|\/)owncloud[^/]*(\/|$)/ },
  { name: 'pCloud', mark: /(^|\/)pcloud ?drive(\/|$)/ },
  { name: 'Proton Drive', mark: /(^|\/)proton ?drive[^/]*(\/|$)/ },
  { name: 'Box', mark: /(^|\/)(box sync|box-box)(\/|$)/ },
] as const

const entryMarks = [
  { name: 'Dropbox', mark: /^\.dropbox(\.cache|\.attr)?$/ },
  { name: 'Syncthing', mark: /^\.(stfolder|stversions|stignore)([.-].*)?$/ },
  {
    name: 'Google Drive',
    mark: /^\.(tmp\.drivedownload|tmp\.driveupload|shortcut-targets-by-id)$/,
  },
  { name: 'OneDrive', mark: /^\.849c9593-d756-4e56-8d6e-42412f2a707b$/ },
  { name: 'Nextcloud', mark: /^\.(nextcloudsync\.log|nextcloudsync.*)$/ },
  { name: 'ownCloud', mark: /^\.(owncloudsync\.log|owncloudsync.*)$/ },
  // The journal database that both clients of this family keep in the synced folder.
  { name: 'Nextcloud or ownCloud', mark: /^\.(_)?sync_[0-9a-f]+\.db(-wal|-shm)?$/ },
] as const
