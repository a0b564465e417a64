import type { VaultEvent } from '../../../shared/contracts/vault'
import type { SessionStatus, VaultWarning } from '../../../shared/contracts/views'
import { err, ok, type Result } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { fingerprintWords } from '../committee/fingerprint'
import type { PlaybookShelf } from '../committee/playbooks'
import { randomBytes } from '../crypto/keys'
import { importNightIntakes } from '../intake/night-intakes'
import type { LocalDevice } from '../ledger/ledger-port'
import type { StoreOp } from '../ledger/store-ops'
import { tend } from '../notices/tend'
import type { OpenedVault } from '../storage/vault-store'
import { type DeviceSecrets, wipeDevice } from './device-secrets'
import { beginSession, deviceOf, type Session } from './session'
import type { VaultDoor } from './vault-door'
import type { VaultRegistry } from './vault-registry'
import { watchClosing } from './watch-closing'

export interface SessionDeps {
  readonly door: VaultDoor
  readonly registry: VaultRegistry
  readonly shelf: PlaybookShelf
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
}

/** An opened folder whose owner has not said yet whether it was moved or restored. */
export interface Waiting {
  readonly opened: OpenedVault<StoreOp>
  readonly secrets: DeviceSecrets
  readonly folder: string
  readonly warnings: readonly VaultWarning[]
}

type LongTask = 'unlock' | 'found' | 'passphrase' | 'join'

/** The one vault that a process holds open: how it comes to be held, and how it is let go. */
export interface SessionCore extends SessionDeps {
  readonly current: () => Session | null
  readonly waiting: () => Waiting | null
  readonly status: () => SessionStatus
  /** Another vault is held already. */
  readonly isHeld: () => boolean
  readonly begin: (
    opened: OpenedVault<StoreOp>,
    secrets: DeviceSecrets,
    folder: string,
    warnings: readonly VaultWarning[],
  ) => Promise<Session>
  /** Begins a session, or asks whether the folder was moved or restored. */
  readonly admit: (
    folder: string,
    opened: OpenedVault<StoreOp>,
    warnings: readonly VaultWarning[],
  ) => Promise<Result<SessionStatus>>
  /** What is opened is held by a session, or waits for an answer, or is closed again. */
  readonly keepOrClose: <T>(
    opened: OpenedVault<StoreOp>,
    work: () => Promise<Result<T>>,
  ) => Promise<Result<T>>
  readonly withProgress: <T>(task: LongTask, work: () => Promise<T>) => Promise<T>
  readonly end: () => Promise<void>
}

export const wordsOf = ({ signKeys, boxKeys }: LocalDevice): string[] =>
  fingerprintWords(bytesToHex(signKeys.publicKey), bytesToHex(boxKeys.publicKey))

export const tooWeak = err({ code: 'passphrase/too-weak' })
export const vaultLocked = err({ code: 'vault/locked' })

/** The folder's name is random: it stands in backups and file dialogs. */
export const newFolderIn = (parentFolder: string): string =>
  `${parentFolder}/vault-${bytesToHex(randomBytes(4))}`

export const createSessionCore = (deps: SessionDeps): SessionCore => {
  const { emit, now } = deps
  const door = watchClosing(deps.door, () => emit({ kind: 'vault-closed' }))
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

  const begin: SessionCore['begin'] = async (opened, secrets, folder, warnings) => {
    const begun = beginSession(opened, secrets, {
      folder,
      cloudDrive: await door.cloudDriveOf(folder),
      warnings,
      emit,
      now,
    })
    session = begun
    waiting = null
    // A leaving that a crash interrupted is finished before anything is shown.
    await tend(begun.vault, [])
    // What cannot be brought in now stays sealed in its file and is tried at the next unlock.
    if (begun.isMember() && opened.store.mode().kind === 'read-write')
      await importNightIntakes(door, begun)
    emit({ kind: 'session-changed' })
    return begun
  }

  return {
    ...deps,
    door,
    current: () => session,
    waiting: () => waiting,
    status,
    isHeld: () => session !== null || waiting !== null,
    begin,
    admit: async (folder, opened, warnings) => {
      const secrets = deviceOf(opened)
      if (!secrets) return err({ code: 'vault/incomplete' })
      if (opened.machineMatches) await begin(opened, secrets, folder, warnings)
      else {
        waiting = { opened, secrets, folder, warnings }
        emit({ kind: 'session-changed' })
      }
      return ok(status())
    },
    keepOrClose: async (opened, work) => {
      try {
        return await work()
      } finally {
        const held = session?.opened ?? waiting?.opened
        if (held?.store !== opened.store) await opened.store.close()
      }
    },
    withProgress: async (task, work) => {
      emit({ kind: 'progress', task, fraction: null })
      try {
        return await work()
      } finally {
        emit({ kind: 'progress', task, fraction: 1 })
      }
    },
    end: async () => {
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
    },
  }
}
