import type { VaultEvent } from '../../../shared/contracts/vault'
import type { SessionStatus, VaultWarning } from '../../../shared/contracts/views'
import { isCurrentMember, isLive, memberOf } from '../../../shared/domain/committee/selectors'
import { ok, type Result } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { createCaseStates } from '../cases/case-states'
import { reindexDirty } from '../cases/index-case'
import { finishPurgeLater, owePurge } from '../cases/purge'
import { fingerprintWords } from '../committee/fingerprint'
import { readWaiting } from '../join/join-row'
import { createLedger } from '../ledger/ledger'
import { selectRow } from '../ledger/select'
import type { StoreOp } from '../ledger/store-ops'
import { createMatterStates, createNoticeStates } from '../notices/notice-states'
import type { OpenedVault } from '../storage/vault-store'
import { createCaseTexts } from '../texts/case-texts'
import { type DeviceSecrets, decodeDevice, deviceKey, wipeDevice } from './device-secrets'
import { readFoundingDevice, readLocalBytes, readSetting, writeSetting } from './local-settings'
import type { UnlockedVault } from './unlocked-vault'

/** A vault from unlocking to locking. */
export interface Session {
  readonly vault: UnlockedVault
  readonly committeeSpace: string
  readonly folder: string
  readonly opened: OpenedVault<StoreOp>
  readonly secrets: DeviceSecrets
  /** As it was begun with, read or not. */
  readonly warnings: readonly VaultWarning[]
  readonly status: () => SessionStatus
  /** Whether this member is one now; not yet while they wait to be let in, and no more when they left. */
  readonly isMember: () => boolean
  /**
   * The member has read a warning. That a cloud drive copies the folder is true every day and is
   * remembered; what happened at this opening is put away until it happens again.
   */
  readonly acceptWarning: (warning: string) => Promise<Result<void>>
  /** Ends what runs by itself and forgets what was read; the store stays open for another session. */
  readonly release: () => void
  /** Wipes the keys, forgets everything that was read, releases the folder. */
  readonly end: () => Promise<void>
}

export interface SessionFacts {
  readonly folder: string
  readonly cloudDrive: string | null
  /** What the way in has to say, beside what opening found out. */
  readonly warnings: readonly VaultWarning[]
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
}

const Count = z.object({ n: z.number() })

/** How often an idle vault looks whether its journal should become a new image. */
const compactionCheckMs = 30_000

/** The device of an opened store; `null` when the founding was interrupted before there was one. */
export const deviceOf = (opened: OpenedVault<StoreOp>): DeviceSecrets | null => {
  const bytes = readLocalBytes(opened.store.db, deviceKey)
  return bytes && decodeDevice(bytes)
}

/** Everything that an unlocked vault is made of, on top of an opened store. */
export const beginSession = (
  opened: OpenedVault<StoreOp>,
  secrets: DeviceSecrets,
  facts: SessionFacts,
): Session => {
  const { store } = opened
  const { device, committeeSpace } = secrets
  const deviceId = bytesToHex(device.signKeys.publicKey)
  const ledger = createLedger({
    store,
    device,
    committeeSpace,
    now: facts.now,
    foundingDevice: readFoundingDevice(store.db),
    owePurge: () => [owePurge()],
  })
  const vault: UnlockedVault = {
    store,
    device,
    ownDeviceId: deviceId,
    committeeSpace,
    ledger,
    cases: createCaseStates(ledger, device.memberId),
    notices: createNoticeStates(ledger),
    matters: createMatterStates(ledger),
    texts: createCaseTexts(store.db, ledger),
    emit: facts.emit,
    now: facts.now,
  }
  reindexDirty(vault)
  // Not waited for: a first screen does not wait for the disk to be cleaned of what was erased before.
  if (store.mode().kind === 'read-write') finishPurgeLater(vault)

  const timer = setInterval(() => {
    if (store.mode().kind === 'read-write' && store.isCompactionDue()) void store.compact()
  }, compactionCheckMs)
  timer.unref()

  const readNow = new Set<string>()
  const warnings = (): VaultWarning[] => {
    const accepted = new Set([...readNow, ...readSetting(store.db, 'accepted-warnings')])
    const standing: VaultWarning[] = [...opened.warnings, ...facts.warnings]
    if (facts.cloudDrive !== null) standing.push('cloud-folder')
    if (!readSetting(store.db, 'recovery-confirmed')) standing.push('recovery-unconfirmed')
    return standing.filter((warning) => !accepted.has(warning))
  }

  const release = (): void => {
    clearInterval(timer)
    vault.texts.clear()
    vault.cases.clear()
    vault.notices.clear()
    vault.matters.clear()
  }

  const isMember = (): boolean => isCurrentMember(ledger.committee(), device.memberId)

  return {
    vault,
    committeeSpace,
    folder: facts.folder,
    isMember,
    status: () => {
      const mode = store.mode()
      const waiting = readWaiting(store.db)
      if (waiting) {
        return {
          phase: 'waiting-to-join',
          vaultId: store.facts().vaultId,
          folder: facts.folder,
          purpose: waiting.purpose,
          memberName: waiting.memberName,
          fingerprintWords: fingerprintWords(deviceId, bytesToHex(device.boxKeys.publicKey)),
          expiresAtMs: waiting.expiresAtMs,
          warnings: warnings(),
          idleLockMinutes: readSetting(store.db, 'idle-lock-minutes'),
        }
      }
      return {
        phase: 'unlocked',
        vaultId: store.facts().vaultId,
        folder: facts.folder,
        committeeName: ledger.committee().name,
        memberName: memberOf(ledger.committee(), device.memberId)?.name ?? '',
        memberId: device.memberId,
        membership: membershipOf(vault, isMember()),
        readOnly: mode.kind === 'read-only' ? mode.reason : null,
        warnings: warnings(),
        cloudDrive: facts.cloudDrive,
        openIntakes: selectRow(store.db, 'SELECT count(*) AS n FROM intake', [], Count)?.n ?? 0,
        idleLockMinutes: readSetting(store.db, 'idle-lock-minutes'),
      }
    },
    opened,
    secrets,
    warnings: facts.warnings,
    acceptWarning: async (warning) => {
      if (warning !== 'cloud-folder') {
        if (warning !== 'recovery-unconfirmed') readNow.add(warning)
        return ok(undefined)
      }
      const accepted = new Set(readSetting(store.db, 'accepted-warnings')).add(warning)
      return store.commit([writeSetting('accepted-warnings', [...accepted])])
    },
    release,
    end: async () => {
      release()
      await store.close()
      wipeDevice(device)
    },
  }
}

/** Revoked or forked devices enter nothing that counts until they are replaced. */
const membershipOf = (
  { ledger, ownDeviceId, committeeSpace }: UnlockedVault,
  isMember: boolean,
): 'current' | 'left' | 'frozen' => {
  if (!isMember) return 'left'
  const isFrozen = ledger.access(committeeSpace)?.isFrozen ?? false
  return isFrozen || !isLive(ledger.committee(), ownDeviceId) ? 'frozen' : 'current'
}
