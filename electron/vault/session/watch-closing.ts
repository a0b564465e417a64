import { ok } from '../../../shared/errors/result'
import type { StoreOp } from '../ledger/store-ops'
import type { OpenedVault, VaultStore } from '../storage/vault-store'
import type { VaultDoor } from './vault-door'

/**
 * The same door, telling of every store that came through it when it is closed, whoever closes it
 * and why: no way of failing between opening and unlocking can forget to say so.
 */
export const watchClosing = (door: VaultDoor, onClosed: () => void): VaultDoor => {
  const watchStore = (store: VaultStore<StoreOp>): VaultStore<StoreOp> => ({
    ...store,
    close: async (options) => {
      try {
        await store.close(options)
      } finally {
        onClosed()
      }
    },
  })
  const watchOpened = (opened: OpenedVault<StoreOp>): OpenedVault<StoreOp> => ({
    ...opened,
    store: watchStore(opened.store),
  })
  return {
    ...door,
    create: async (folder, facts) => {
      const created = await door.create(folder, facts)
      if (!created.ok) return created
      return ok({ ...created.value, opened: watchOpened(created.value.opened) })
    },
    open: async (folder, secret) => {
      const opened = await door.open(folder, secret)
      return opened.ok ? ok(watchOpened(opened.value)) : opened
    },
  }
}
