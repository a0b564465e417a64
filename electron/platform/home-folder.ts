import { posix, win32 } from 'node:path'

export interface HomeFacts {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly userFolder: string
}

/**
 * Where Conclave keeps vaults, unless told otherwise: the system's place for what belongs to one
 * user on one machine, the same for every host. `CONCLAVE_HOME` overrides it.
 */
export const findHomeFolder = ({ platform, env, userFolder }: HomeFacts): string => {
  const own = env.CONCLAVE_HOME
  if (own !== undefined && own !== '') return own
  if (platform === 'darwin') {
    return posix.join(userFolder, 'Library', 'Application Support', 'Conclave')
  }
  if (platform === 'win32') {
    return win32.join(env.LOCALAPPDATA || win32.join(userFolder, 'AppData', 'Local'), 'Conclave')
  }
  return posix.join(env.XDG_DATA_HOME || posix.join(userFolder, '.local', 'share'), 'conclave')
}
