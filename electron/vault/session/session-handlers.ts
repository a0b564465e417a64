import type { VaultHandlers } from '../../../shared/contracts/vault'
import { err, ok } from '../../../shared/errors/result'
import { createJoinHandlers } from '../join/join-handlers'
import { createFoundHandlers } from './found-handlers'
import { writeSetting } from './local-settings'
import { goOnAsNewDevice } from './replace-own-device'
import { createSecretHandlers } from './secret-handlers'
import type { Session } from './session'
import { createSessionCore, type SessionCore, type SessionDeps, vaultLocked } from './session-core'
import { createUnlockHandlers } from './unlock-handlers'

export type SessionHandlers = Pick<
  VaultHandlers,
  Extract<keyof VaultHandlers, `vault.${string}` | `join.${string}`> | 'passphrase.rate'
>

/** The one session of a vault process, and the handlers that begin and end it. */
export interface SessionHost {
  readonly handlers: SessionHandlers
  readonly current: () => Session | null
  readonly end: () => Promise<void>
}

export const createSessionHost = (deps: SessionDeps): SessionHost => {
  const core = createSessionCore(deps)
  return {
    handlers: {
      ...createOpenVaultHandlers(core),
      ...createFoundHandlers(core),
      ...createUnlockHandlers(core),
      ...createSecretHandlers(core),
      ...createJoinHandlers(core),
    },
    current: core.current,
    end: core.end,
  }
}

type OpenVaultHandlers = Pick<
  VaultHandlers,
  | 'vault.list'
  | 'vault.addFolder'
  | 'vault.status'
  | 'vault.lock'
  | 'vault.setIdleLock'
  | 'vault.acceptWarning'
>

const createOpenVaultHandlers = (core: SessionCore): OpenVaultHandlers => ({
  'vault.list': async () =>
    ok(await Promise.all((await core.registry.folders()).map(core.door.peek))),
  'vault.addFolder': async ({ folder }) => {
    const listing = await core.door.peek(folder)
    if (listing.status === 'missing') return err({ code: 'vault/not-a-vault' })
    const added = await core.registry.add(folder)
    return added.ok ? ok(listing) : err({ code: 'storage/write-failed', cause: added.error.code })
  },
  'vault.status': () => ok(core.status()),

  'vault.lock': async () => {
    await core.end()
    return ok(null)
  },

  'vault.setIdleLock': async ({ minutes }) => {
    const session = core.current()
    if (!session) return vaultLocked
    const set = await session.vault.store.commit([writeSetting('idle-lock-minutes', minutes)])
    if (!set.ok) return set
    core.emit({ kind: 'session-changed' })
    return ok(null)
  },

  'vault.acceptWarning': async ({ warning }) => {
    const session = core.current()
    if (!session) return vaultLocked
    const { store } = session.vault
    const mode = store.mode()
    if (mode.kind === 'read-only' && mode.reason === warning) {
      const accepted = await store.acceptAsIs()
      if (!accepted.ok) return accepted
      // An older state goes on as a new device: the present one may have entered more, elsewhere.
      if (warning === 'older-than-last-seen') return goOnAsNewDevice(core, session)
    } else {
      const accepted = await session.acceptWarning(warning)
      if (!accepted.ok) return accepted
    }
    core.emit({ kind: 'session-changed' })
    return ok(null)
  },
})
