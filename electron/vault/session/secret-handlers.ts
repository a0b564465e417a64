import type { VaultHandlers } from '../../../shared/contracts/vault'
import { ok } from '../../../shared/errors/result'
import { passphraseToBytes } from '../crypto/kdf'
import { wipe } from '../crypto/keys'
import { encodeRecoveryKey, parseRecoveryKey } from '../storage/recovery-key'
import { writeSetting } from './local-settings'
import { ratePassphrase } from './rate-passphrase'
import { type SessionCore, tooWeak, vaultLocked, wordsOf } from './session-core'

export type SecretHandlers = Pick<
  VaultHandlers,
  | 'passphrase.rate'
  | 'vault.changePassphrase'
  | 'vault.checkPassphrase'
  | 'vault.confirmRecoveryKey'
  | 'vault.renewRecoveryKey'
>

/** The passphrase and the recovery key of the open vault. */
export const createSecretHandlers = (core: SessionCore): SecretHandlers => ({
  'passphrase.rate': ({ passphrase }) => ok(ratePassphrase(passphrase)),

  'vault.confirmRecoveryKey': async ({ recoveryKey }) => {
    const session = core.current()
    if (!session) return vaultLocked
    const parsed = parseRecoveryKey(recoveryKey)
    if (!parsed.ok) return parsed
    const { store } = session.vault
    const checked = await store.checkRecoveryKey(parsed.value)
    wipe(parsed.value)
    if (!checked.ok) return checked
    const confirmed = await store.commit([writeSetting('recovery-confirmed', true)])
    if (!confirmed.ok) return confirmed
    core.emit({ kind: 'session-changed' })
    return ok(null)
  },

  'vault.checkPassphrase': async ({ passphrase }) => {
    const session = core.current()
    if (!session) return vaultLocked
    const bytes = passphraseToBytes(passphrase)
    const checked = await core.withProgress('unlock', () =>
      session.vault.store.checkPassphrase(bytes),
    )
    wipe(bytes)
    return checked.ok ? ok(null) : checked
  },

  'vault.changePassphrase': async ({ current, next }) => {
    const session = core.current()
    if (!session) return vaultLocked
    if (!ratePassphrase(next).acceptable) return tooWeak
    const { vault, acceptWarning } = session
    const currentBytes = passphraseToBytes(current)
    const nextBytes = passphraseToBytes(next)
    const changed = await core.withProgress('passphrase', () =>
      vault.store.changePassphrase(
        { kind: 'passphrase', passphrase: currentBytes },
        { passphrase: nextBytes },
      ),
    )
    wipe(currentBytes, nextBytes)
    if (!changed.ok) return changed
    await acceptWarning('passphrase-not-changed')
    core.emit({ kind: 'session-changed' })
    return ok(null)
  },

  'vault.renewRecoveryKey': async ({ passphrase }) => {
    const session = core.current()
    if (!session) return vaultLocked
    const { store, device } = session.vault
    const bytes = passphraseToBytes(passphrase)
    const renewed = await core.withProgress('passphrase', () =>
      store.changeRecoveryKey({ kind: 'passphrase', passphrase: bytes }),
    )
    wipe(bytes)
    if (!renewed.ok) return renewed
    const recoveryKey = encodeRecoveryKey(renewed.value)
    wipe(renewed.value)
    // The new key works whether or not the reminder to type it back can be set.
    await store.commit([writeSetting('recovery-confirmed', false)])
    core.emit({ kind: 'session-changed' })
    return ok({ recoveryKey, fingerprintWords: wordsOf(device) })
  },
})
