import type { SessionStatus } from '../../shared/contracts/views'
import { useVaultQuery } from './client'

export type UnlockedSession = Extract<SessionStatus, { phase: 'unlocked' }>

/** Whether a vault is open, and which. `undefined` until the vault process has answered once. */
export const useSession = () => useVaultQuery('vault.status', {}, { staleTimeMs: 0 })

export type WaitingSession = Extract<SessionStatus, { phase: 'waiting-to-join' }>

/** Whether this member may enter anything: the vault can be written, and they are on the committee. */
export const mayWrite = ({ readOnly, membership }: UnlockedSession): boolean =>
  readOnly === null && membership === 'current'

/** What an open vault says of itself, also before its member was let in. */
export const useOpenSession = () => {
  const { data } = useSession()
  if (data?.phase === 'waiting-to-join') return { ...data, readOnly: null, cloudDrive: null }
  if (data?.phase !== 'unlocked') throw new Error('the vault is locked')
  return data
}

/** The open vault's session. Only for what is shown inside the unlocked app. */
export const useUnlockedSession = (): UnlockedSession => {
  const { data } = useSession()
  if (data?.phase !== 'unlocked') throw new Error('the vault is locked')
  return data
}
