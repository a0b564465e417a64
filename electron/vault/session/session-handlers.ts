import type { VaultEvent, VaultHandlers } from '../../../shared/contracts/vault'
import type { SessionStatus } from '../../../shared/contracts/views'
import { type Playbook, parsePlaybook } from '../../../shared/domain/playbook'
import { err, ok, type Result } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { attestDevice } from '../committee/attestation'
import { fingerprintWords } from '../committee/fingerprint'
import type { PlaybookShelf } from '../committee/playbooks'
import { passphraseToBytes } from '../crypto/kdf'
import { randomBytes, wipe } from '../crypto/keys'
import { importNightIntakes } from '../intake/night-intakes'
import type { LocalDevice } from '../ledger/ledger-port'
import type { StoreOp } from '../ledger/store-ops'
import { encodeRecoveryKey, parseRecoveryKey } from '../storage/recovery-key'
import type { OpenedVault, VaultSecret } from '../storage/vault-store'
import { type DeviceSecrets, wipeDevice } from './device-secrets'
import { foundCommittee, makeFounder, replaceDevice } from './found-committee'
import { writeSetting } from './local-settings'
import { ratePassphrase } from './rate-passphrase'
import { beginSession, deviceOf, type Session } from './session'
import type { VaultDoor } from './vault-door'
import type { VaultRegistry } from './vault-registry'

export type SessionHandlers = Pick<
  VaultHandlers,
  Extract<keyof VaultHandlers, `vault.${string}`> | 'passphrase.rate'
>

interface Dependencies {
  readonly door: VaultDoor
  readonly registry: VaultRegistry
  readonly shelf: PlaybookShelf
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
}

/** The one session of a vault process, and the handlers that begin and end it. */
export interface SessionHost {
  readonly handlers: SessionHandlers
  readonly current: () => Session | null
  readonly end: () => Promise<void>
}

/** An opened folder whose owner has not said yet whether it was moved or restored. */
interface Waiting {
  readonly opened: OpenedVault<StoreOp>
  readonly secrets: DeviceSecrets
  readonly folder: string
}

const wordsOf = ({ signKeys, boxKeys }: LocalDevice): string[] =>
  fingerprintWords(bytesToHex(signKeys.publicKey), bytesToHex(boxKeys.publicKey))

const tooWeak = err({ code: 'passphrase/too-weak' })
const lockedFailure = err({ code: 'vault/locked' })

export const createSessionHost = ({
  door,
  registry,
  shelf,
  emit,
  now,
}: Dependencies): SessionHost => {
  let session: Session | null = null
  let waiting: Waiting | null = null

  const status = (): SessionStatus => {
    if (session) return session.status()
    if (waiting) {
      const { vaultId } = waiting.opened.store.facts()
      return { phase: 'moved-or-restored', vaultId, folder: waiting.folder }
    }
    return { phase: 'locked' }
  }

  const begin = async (
    opened: OpenedVault<StoreOp>,
    secrets: DeviceSecrets,
    folder: string,
  ): Promise<Session> => {
    const begun = beginSession(opened, secrets, {
      folder,
      cloudDrive: await door.cloudDriveOf(folder),
      emit,
      now,
    })
    session = begun
    waiting = null
    // What cannot be brought in now stays sealed in its file and is tried at the next unlock.
    if (opened.store.mode().kind === 'read-write') await importNightIntakes(door, begun)
    emit({ kind: 'session-changed' })
    return begun
  }

  const admit = async (
    folder: string,
    opened: OpenedVault<StoreOp>,
  ): Promise<Result<SessionStatus>> => {
    const secrets = deviceOf(opened)
    if (!secrets) {
      await opened.store.close()
      return err({ code: 'vault/incomplete' })
    }
    if (opened.machineMatches) await begin(opened, secrets, folder)
    else {
      waiting = { opened, secrets, folder }
      emit({ kind: 'session-changed' })
    }
    return ok(status())
  }

  const end = async (): Promise<void> => {
    const ended = session
    const left = waiting
    session = null
    waiting = null
    if (ended) await ended.end()
    if (left) {
      await left.opened.store.close()
      wipeDevice(left.secrets.device)
    }
    if (ended || left) emit({ kind: 'session-changed' })
  }

  const withProgress = async <T>(
    task: 'unlock' | 'found' | 'passphrase',
    work: () => Promise<T>,
  ): Promise<T> => {
    emit({ kind: 'progress', task, fraction: null })
    try {
      return await work()
    } finally {
      emit({ kind: 'progress', task, fraction: 1 })
    }
  }

  const openWith = async (
    folder: string,
    secret: VaultSecret,
  ): Promise<Result<OpenedVault<StoreOp>>> => {
    if (session || waiting) return err({ code: 'vault/already-unlocked' })
    return withProgress('unlock', () => door.open(folder, secret))
  }

  const choosePlaybook = async (
    choice: { id: string } | { own: Playbook },
  ): Promise<Result<Playbook>> =>
    'own' in choice ? parsePlaybook(choice.own) : shelf.get(choice.id)

  const replaceOwnDevice = async (opened: OpenedVault<StoreOp>, older: DeviceSecrets) => {
    const attest = (admitted: Parameters<typeof attestDevice>[1]) =>
      attestDevice(older.device.signKeys.secretKey, admitted)
    const replaced = await replaceDevice(opened.store, older, attest, now)
    // Its successor has copies of what it still needs.
    if (replaced.ok) wipe(older.device.signKeys.secretKey, older.device.boxKeys.secretKey)
    return replaced
  }

  const goOnAsNewDevice = async (older: Session): Promise<Result<null>> => {
    const { opened, secrets, folder } = older
    const replaced = await replaceOwnDevice(opened, secrets)
    if (!replaced.ok) return replaced
    const { publicKey } = replaced.value.device.boxKeys
    // The device is replaced from here on. Where the header cannot follow, calls at the lock screen
    // are sealed to the older key, which its successor opens too.
    await opened.store.changeFacts({ intakePublicKey: publicKey })
    older.release()
    await begin({ ...opened, warnings: [] }, replaced.value, folder)
    return ok(null)
  }

  const handlers: SessionHandlers = {
    'vault.list': async () => ok(await Promise.all((await registry.folders()).map(door.peek))),
    'vault.addFolder': async ({ folder }) => {
      const listing = await door.peek(folder)
      if (listing.status === 'missing') return err({ code: 'vault/not-a-vault' })
      const added = await registry.add(folder)
      return added.ok ? ok(listing) : err({ code: 'storage/write-failed', cause: added.error.code })
    },
    'vault.status': () => ok(status()),
    'passphrase.rate': ({ passphrase }) => ok(ratePassphrase(passphrase)),

    'vault.found': async (input) => {
      if (session || waiting) return err({ code: 'vault/already-unlocked' })
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
      // The folder's name is random: it stands in backups and file dialogs.
      const folder = `${input.parentFolder ?? registry.ownFolder}/vault-${bytesToHex(randomBytes(4))}`
      return withProgress('found', async () => {
        const secrets = makeFounder()
        const { boxKeys } = secrets.device
        const created = await door.create(folder, {
          label: input.label,
          passphrase: input.passphrase,
          intakePublicKey: boxKeys.publicKey,
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
        const founded = await foundCommittee(opened.store, secrets, founding, now)
        if (!founded.ok) {
          await opened.store.close()
          return founded
        }
        // A list that cannot be written loses nothing: the folder can be added again by hand.
        await registry.add(folder)
        await begin(opened, secrets, folder)
        const printed = encodeRecoveryKey(recoveryKey)
        wipe(recoveryKey)
        return ok({
          vaultId: opened.store.facts().vaultId,
          folder,
          recoveryKey: printed,
          fingerprintWords: wordsOf(secrets.device),
        })
      })
    },

    'vault.confirmRecoveryKey': async ({ recoveryKey }) => {
      if (!session) return lockedFailure
      const parsed = parseRecoveryKey(recoveryKey)
      if (!parsed.ok) return parsed
      const { store } = session.vault
      const checked = await store.checkRecoveryKey(parsed.value)
      wipe(parsed.value)
      if (!checked.ok) return checked
      const confirmed = await store.commit([writeSetting('recovery-confirmed', true)])
      if (!confirmed.ok) return confirmed
      emit({ kind: 'session-changed' })
      return ok(null)
    },

    'vault.unlock': async ({ folder, passphrase }) => {
      const bytes = passphraseToBytes(passphrase)
      const opened = await openWith(folder, { kind: 'passphrase', passphrase: bytes })
      wipe(bytes)
      return opened.ok ? admit(folder, opened.value) : opened
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
        const changed = await store.changePassphrase(secret, { passphrase })
        // What can only be read is opened all the same: this is what a recovery key is for. The
        // passphrase stays the old one, and the page for a read-only vault says why.
        if (!changed.ok && store.mode().kind === 'read-write') {
          await store.close()
          return changed
        }
        return await admit(folder, opened.value)
      } finally {
        wipe(parsed.value, passphrase)
      }
    },

    'vault.answerMoved': async ({ answer }) => {
      if (!waiting) return err({ code: 'vault/nothing-to-answer' })
      const { opened, folder } = waiting
      let { secrets } = waiting
      // Nothing can be written, so nothing is answered for good: it is read now and asked again.
      if (opened.store.mode().kind === 'read-only') {
        await begin(opened, secrets, folder)
        return ok(status())
      }
      if (answer === 'restored') {
        const replaced = await replaceOwnDevice(opened, secrets)
        if (!replaced.ok) return replaced
        secrets = replaced.value
      }
      const bound = await opened.store.changeFacts({
        bindToThisMachine: true,
        intakePublicKey: secrets.device.boxKeys.publicKey,
      })
      // A device that was replaced is not asked for again: what was not bound is asked next time.
      if (!bound.ok && answer === 'moved') return bound
      await begin(opened, secrets, folder)
      return ok(status())
    },

    'vault.lock': async () => {
      await end()
      return ok(null)
    },

    'vault.changePassphrase': async ({ current, next }) => {
      if (!session) return lockedFailure
      if (!ratePassphrase(next).acceptable) return tooWeak
      const { store } = session.vault
      const currentBytes = passphraseToBytes(current)
      const nextBytes = passphraseToBytes(next)
      const changed = await withProgress('passphrase', () =>
        store.changePassphrase(
          { kind: 'passphrase', passphrase: currentBytes },
          { passphrase: nextBytes },
        ),
      )
      wipe(currentBytes, nextBytes)
      return changed.ok ? ok(null) : changed
    },

    'vault.renewRecoveryKey': async ({ passphrase }) => {
      if (!session) return lockedFailure
      const { store, device } = session.vault
      const bytes = passphraseToBytes(passphrase)
      const renewed = await withProgress('passphrase', () =>
        store.changeRecoveryKey({ kind: 'passphrase', passphrase: bytes }),
      )
      wipe(bytes)
      if (!renewed.ok) return renewed
      const recoveryKey = encodeRecoveryKey(renewed.value)
      wipe(renewed.value)
      // The new key works whether or not the reminder to type it back can be set.
      await store.commit([writeSetting('recovery-confirmed', false)])
      emit({ kind: 'session-changed' })
      return ok({ recoveryKey, fingerprintWords: wordsOf(device) })
    },

    'vault.setIdleLock': async ({ minutes }) => {
      if (!session) return lockedFailure
      const set = await session.vault.store.commit([writeSetting('idle-lock-minutes', minutes)])
      if (!set.ok) return set
      emit({ kind: 'session-changed' })
      return ok(null)
    },

    'vault.acceptWarning': async ({ warning }) => {
      if (!session) return lockedFailure
      const { store } = session.vault
      const mode = store.mode()
      if (mode.kind === 'read-only' && mode.reason === warning) {
        const accepted = await store.acceptAsIs()
        if (!accepted.ok) return accepted
        // An older state goes on as a new device: the present one may have entered more, elsewhere.
        if (warning === 'older-than-last-seen') return goOnAsNewDevice(session)
      } else {
        const accepted = await session.acceptWarning(warning)
        if (!accepted.ok) return accepted
      }
      emit({ kind: 'session-changed' })
      return ok(null)
    },
  }
  return { handlers, current: () => session, end }
}
