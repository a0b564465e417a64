import type { SessionStatus } from '../../shared/contracts/views'
import { useVaultQuery } from './client'

export type UnlockedSession = Extract<SessionStatus, { phase: 'unlocked' }>

/** Whether a vault is open, and which. `undefined` until the vault process has answered once. */
export const useSession = () => useVaultQuery('vault.status', {}, { staleTimeMs: 0 })

/** The open vault's session. Only for what is shown inside the unlocked app. */
export const useUnlockedSession = (): UnlockedSession => {
  const { data } = useSession()
  if (data?.phase !== 'unlocked') throw new Error('the vault is locked')
  return data
}
