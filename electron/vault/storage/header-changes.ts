import { ok, type Result } from '../../../shared/errors/result'
import {
  type HeaderBody,
  type HeaderFacts,
  type HeaderSlots,
  maxLabelChars,
} from '../../../shared/formats/header'
import type { Bytes } from '../../../shared/util/bytes'
import { wipe } from '../crypto/keys'
import type { HeaderChangeFailure } from './failures'
import { openSlot, sealHeader, sealSlot, type VaultKeys } from './header-file'
import { hashMachine } from './machine'
import { recoveryKeyBytes } from './recovery-key'
import type { StorageDeps } from './storage-deps'
import type { VaultSecret, VaultStore } from './vault-store'

type HeaderChanges = Pick<
  VaultStore<never>,
  'changePassphrase' | 'changeRecoveryKey' | 'checkPassphrase' | 'checkRecoveryKey' | 'changeFacts'
>

/**
 * Changes to the header of an open vault. Keys are derived before the store's queue is asked, so
 * that commits do not wait for a second; what is written builds on the header of that moment.
 */
export const createHeaderChanges = (
  deps: Pick<StorageDeps, 'random' | 'deriveSlotKey' | 'host'>,
  state: { readonly header: HeaderBody; readonly keys: VaultKeys },
  replaceHeader: (
    change: (current: HeaderBody) => HeaderBody,
  ) => Promise<Result<void, HeaderChangeFailure>>,
): HeaderChanges => {
  const rewrite = (
    facts: Partial<HeaderFacts>,
    slots: Partial<HeaderSlots>,
  ): Promise<Result<void, HeaderChangeFailure>> =>
    replaceHeader((current) => {
      const { slots: oldSlots, mac: _, ...oldFacts } = current
      const nextFacts = { ...oldFacts, ...facts, revision: current.revision + 1 }
      return sealHeader(state.keys, nextFacts, { ...oldSlots, ...slots })
    })

  const rewrap = async (
    current: VaultSecret,
    facts: Partial<HeaderFacts>,
    next: VaultSecret,
  ): Promise<Result<void, HeaderChangeFailure>> => {
    const vaultKey = await openSlot(deps, state.header, current)
    if (!vaultKey.ok) return vaultKey as Result<never, HeaderChangeFailure>
    const slot = await sealSlot(deps, { ...state.header, ...facts }, next, vaultKey.value)
    wipe(vaultKey.value)
    if (!slot.ok) return slot as Result<never, HeaderChangeFailure>
    return rewrite(facts, { [next.kind]: slot.value })
  }

  const check = async (secret: VaultSecret): Promise<Result<void, HeaderChangeFailure>> => {
    const vaultKey = await openSlot(deps, state.header, secret)
    if (!vaultKey.ok) return vaultKey as Result<never, HeaderChangeFailure>
    wipe(vaultKey.value)
    return ok(undefined)
  }

  return {
    changePassphrase: (current, { passphrase, kdf = state.header.kdf }) =>
      rewrap(current, { kdf, kdfSalt: deps.random(16) }, { kind: 'passphrase', passphrase }),
    changeRecoveryKey: async (current) => {
      const recoveryKey: Bytes = deps.random(recoveryKeyBytes)
      const changed = await rewrap(current, {}, { kind: 'recovery', recoveryKey })
      return changed.ok ? ok(recoveryKey) : changed
    },
    checkPassphrase: (passphrase) => check({ kind: 'passphrase', passphrase }),
    checkRecoveryKey: (recoveryKey) => check({ kind: 'recovery', recoveryKey }),
    changeFacts: ({ label, intakePublicKey, bindToThisMachine }) => {
      const machineSalt = deps.random(16)
      return rewrite(
        {
          ...(label === undefined ? {} : { label: label.slice(0, maxLabelChars) }),
          ...(intakePublicKey === undefined ? {} : { intakePublicKey }),
          ...(bindToThisMachine
            ? { machineSalt, machineHash: hashMachine(machineSalt, deps.host.machineId) }
            : {}),
        },
        {},
      )
    },
  }
}
