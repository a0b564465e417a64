import type { VaultHandlers } from '../../../shared/contracts/vault'
import { type Playbook, parsePlaybook } from '../../../shared/domain/playbook'
import { err, ok, type Result } from '../../../shared/errors/result'
import { wipe } from '../crypto/keys'
import { encodeRecoveryKey } from '../storage/recovery-key'
import { foundCommittee, makeFounder } from './found-committee'
import { ratePassphrase } from './rate-passphrase'
import { newFolderIn, type SessionCore, tooWeak, wordsOf } from './session-core'

export const createFoundHandlers = (core: SessionCore): Pick<VaultHandlers, 'vault.found'> => {
  const choosePlaybook = async (
    choice: { id: string } | { own: Playbook },
  ): Promise<Result<Playbook>> =>
    'own' in choice ? parsePlaybook(choice.own) : core.shelf.get(choice.id)

  return {
    'vault.found': async (input) => {
      if (core.isHeld()) return err({ code: 'vault/already-unlocked' })
      const rating = ratePassphrase(input.passphrase, [
        input.committeeName,
        input.memberName,
        input.label,
      ])
      if (!rating.acceptable) return tooWeak
      const playbook = await choosePlaybook(input.playbook)
      if (!playbook.ok) return playbook
      if (input.acceptedAgreement !== String(playbook.value.confidentialityAgreement.version)) {
        return err({ code: 'agreement/not-accepted' })
      }
      const folder = newFolderIn(input.parentFolder ?? core.registry.ownFolder)
      return core.withProgress('found', async () => {
        const secrets = makeFounder()
        const created = await core.door.create(folder, {
          label: input.label,
          passphrase: input.passphrase,
          intakePublicKey: secrets.device.boxKeys.publicKey,
        })
        if (!created.ok) return created
        const { opened, recoveryKey } = created.value
        const founding = {
          committeeName: input.committeeName,
          memberName: input.memberName,
          employer: input.employer,
          agreementVersion: input.acceptedAgreement,
          playbook: playbook.value,
        }
        return core.keepOrClose(opened, async () => {
          const founded = await foundCommittee(opened.store, secrets, founding, core.now)
          if (!founded.ok) return founded
          // A list that cannot be written loses nothing: the folder can be added again by hand.
          await core.registry.add(folder)
          await core.begin(opened, secrets, folder, [])
          const printed = encodeRecoveryKey(recoveryKey)
          wipe(recoveryKey)
          return ok({
            vaultId: opened.store.facts().vaultId,
            folder,
            recoveryKey: printed,
            fingerprintWords: wordsOf(secrets.device),
          })
        })
      })
    },
  }
}
