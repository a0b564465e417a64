/** Names in a vault folder. They say that it is a vault, and nothing about what is in it. */
export const headerFile = 'conclave.header'
export const backupHeaderFile = 'conclave.header.bak'
export const lockFile = 'vault.lock'
/** Held for a moment while a lock that was left behind is replaced. */
export const lockTakeoverFile = 'vault.lock.taking'
/** Present while a vault is being made; such a folder holds nothing that anybody relies on. */
export const creationMarkerFile = 'vault.creating'
export const inboxFolder = 'inbox'
/** Files set aside: what did not verify, and what an older version of the app had written. */
export const keptFolder = 'kept'

export const imageFile = (generation: number): string => `image-${generation}.bin`
export const journalFile = (generation: number): string => `journal-${generation}.log`

export type GenerationFile = {
  readonly kind: 'image' | 'journal'
  readonly generation: number
  readonly name: string
}

const pattern = /^(?:image-([1-9][0-9]{0,14})\.bin|journal-([1-9][0-9]{0,14})\.log)$/

/** @returns `null` for any other file. */
export const parseGenerationFile = (name: string): GenerationFile | null => {
  const match = pattern.exec(name)
  if (!match) return null
  return match[1] === undefined
    ? { kind: 'journal', generation: Number(match[2]), name }
    : { kind: 'image', generation: Number(match[1]), name }
}

export const isTemporaryFile = (name: string): boolean => name.endsWith('.tmp')
