import type { Bridge } from '../../shared/contracts/bridge'
import type { ShellClient, ShellEvent } from '../../shared/contracts/shell'
import type { VaultClient, VaultEvent } from '../../shared/contracts/vault'

/** Keeps the listeners of one kind of event. One that throws does not silence the others. */
export interface Emitter<E> {
  listen(listener: (event: E) => void): () => void
  emit(event: E): void
}

export const createEmitter = <E>(): Emitter<E> => {
  const listeners = new Set<(event: E) => void>()
  return {
    listen: (listener) => {
      // A wrapper of its own, so that one function given twice is two listeners.
      const own = (event: E): void => listener(event)
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
    emit: (event) => {
      for (const listener of [...listeners]) {
        try {
          listener(event)
        } catch (thrown) {
          queueMicrotask(() => {
            throw thrown
          })
        }
      }
    },
  }
}

export interface BridgeParts {
  readonly vault: VaultClient
  readonly shell: ShellClient
  readonly vaultEvents: Emitter<VaultEvent>
  readonly shellEvents: Emitter<ShellEvent>
}

/** All that a page of Conclave can reach: a frozen method per contract row and two ways to listen. */
export const buildBridge = ({ vault, shell, vaultEvents, shellEvents }: BridgeParts): Bridge =>
  Object.freeze({
    vault,
    shell,
    onVaultEvent: vaultEvents.listen,
    onShellEvent: shellEvents.listen,
  })
