import type { VaultHandlers } from '../../../shared/contracts/vault'
import { err, ok, type Result } from '../../../shared/errors/result'
import { passphraseToBytes } from '../crypto/kdf'
import { wipe } from '../crypto/keys'
import type { StoreOp } from '../ledger/store-ops'
import { parseRecoveryKey } from '../storage/recovery-key'
import type { OpenedVault, VaultSecret } from '../storage/vault-store'
import { ratePassphrase } from './rate-passphrase'
import { replaceOwnDevice } from './replace-own-device'
import { type SessionCore, tooWeak } from './session-core'

export type UnlockHandlers = Pick<
  VaultHandlers,
  'vault.unlock' | 'vault.recover' | 'vault.answerMoved'
>

export const createUnlockHandlers = (core: SessionCore): UnlockHandlers => {
  const openWith = async (
    folder: string,
    secret: VaultSecret,
  ): Promise<Result<OpenedVault<StoreOp>>> => {
    if (core.isHeld()) return err({ code: 'vault/already-unlocked' })
    return core.withProgress('unlock', () => core.door.open(folder, secret))
  }

  return {
    'vault.unlock': async ({ folder, passphrase }) => {
      const bytes = passphraseToBytes(passphrase)
      const opened = await openWith(folder, { kind: 'passphrase', passphrase: bytes })
      wipe(bytes)
      if (!opened.ok) return opened
      return core.keepOrClose(opened.value, () => core.admit(folder, opened.value, []))
    },

    'vault.recover': async ({ folder, recoveryKey, newPassphrase }) => {
      const parsed = parseRecoveryKey(recoveryKey)
      if (!parsed.ok) return parsed
      if (!ratePassphrase(newPassphrase).acceptable) return tooWeak
      const secret: VaultSecret = { kind: 'recovery', recoveryKey: parsed.value }
      const passphrase = passphraseToBytes(newPassphrase)
      try {
        const opened = await openWith(folder, secret)
        if (!opened.ok) return opened
        const { store } = opened.value
        return await core.keepOrClose(opened.value, async () => {
          const changed = await store.changePassphrase(secret, { passphrase })
          // What can only be read is opened all the same: this is what a recovery key is for.
          if (!changed.ok && store.mode().kind === 'read-write') return changed
          return core.admit(folder, opened.value, changed.ok ? [] : ['passphrase-not-changed'])
        })
      } finally {
        wipe(parsed.value, passphrase)
      }
    },

    'vault.answerMoved': async ({ answer }) => {
      const waiting = core.waiting()
      if (!waiting) return err({ code: 'vault/nothing-to-answer' })
      const { opened, folder, warnings } = waiting
      let { secrets } = waiting
      // Nothing can be written, so nothing is answered for good: it is read now and asked again.
      if (opened.store.mode().kind === 'read-only') {
        await core.begin(opened, secrets, folder, warnings)
        return ok(core.status())
      }
      if (answer === 'restored') {
        const replaced = await replaceOwnDevice(opened, secrets, core.now)
        if (!replaced.ok) return replaced
        secrets = replaced.value
      }
      const bound = await opened.store.changeFacts({
        bindToThisMachine: true,
        intakePublicKey: secrets.device.boxKeys.publicKey,
      })
      // A device that was replaced is not asked for again: what was not bound is asked next time.
      if (!bound.ok && answer === 'moved') return bound
      await core.begin(opened, secrets, folder, warnings)
      return ok(core.status())
    },
  }
}
