import { Playbook } from '../domain/playbook'
import { requiredShortText, shortText } from '../domain/terms'
import { VaultId } from '../util/ids'
import { z } from '../util/schema'
import { command, query } from './contract'
import { done, nothing, passphrase } from './row-parts'
import { SessionStatus, VaultListing } from './views'

/** The laptop's vaults and the way in. */
export const sessionRows = {
  'vault.list': query(nothing, z.array(VaultListing)),
  /** Adds a folder that holds a vault, for instance one that was moved or restored, to the list. */
  'vault.addFolder': command(
    z.strictObject({ folder: z.string().min(1).max(4_096) }),
    VaultListing,
    ['vault/not-a-vault'],
  ),
  'vault.status': query(nothing, SessionStatus),
  'vault.found': command(
    z.strictObject({
      committeeName: requiredShortText,
      memberName: requiredShortText,
      employer: requiredShortText,
      /** Shown on the lock screen, unencrypted. */
      label: requiredShortText,
      playbook: z.union([z.strictObject({ id: shortText }), z.strictObject({ own: Playbook })]),
      /** Version of the agreement that the member read and accepted (R9). */
      acceptedAgreement: shortText,
      passphrase,
      /** Parent folder; the app's own when absent. */
      parentFolder: z.string().min(1).max(4_096).optional(),
    }),
    z.object({
      vaultId: VaultId,
      folder: z.string(),
      recoveryKey: z.string(),
      fingerprintWords: z.array(z.string()),
    }),
    [
      'passphrase/too-weak',
      'agreement/not-accepted',
      'playbook/unknown',
      'playbook/invalid',
      'vault/already-unlocked',
      'vault/folder-exists',
      'storage/write-failed',
    ],
  ),
  'vault.confirmRecoveryKey': command(z.strictObject({ recoveryKey: z.string().max(200) }), done, [
    'recovery/key-mistyped',
    'recovery/key-wrong',
  ]),
  'vault.unlock': command(
    z.strictObject({ folder: z.string().max(4_096), passphrase }),
    SessionStatus,
    [
      'vault/wrong-passphrase',
      'vault/header-damaged',
      'vault/image-damaged',
      'vault/journal-damaged',
      'vault/newer-format',
      'vault/in-use',
      'vault/incomplete',
      'vault/not-a-vault',
      'vault/already-unlocked',
    ],
  ),
  /**
   * Unlocks with the recovery key and sets a new passphrase in the same act. A vault that can only be
   * read is unlocked all the same, with the warning `passphrase-not-changed`.
   */
  'vault.recover': command(
    z.strictObject({
      folder: z.string().max(4_096),
      recoveryKey: z.string().max(200),
      newPassphrase: passphrase,
    }),
    SessionStatus,
    [
      'recovery/key-mistyped',
      'recovery/key-wrong',
      'passphrase/too-weak',
      'vault/header-damaged',
      'vault/in-use',
    ],
  ),
  /** Answers `moved-or-restored`: a restored folder gets a new device key. */
  'vault.answerMoved': command(
    z.strictObject({ answer: z.enum(['moved', 'restored']) }),
    SessionStatus,
    ['vault/nothing-to-answer'],
  ),
  'vault.lock': command(nothing, done),
  /** Whether this passphrase opens the vault that is open: what lifts the cover of a screen that was left. */
  'vault.checkPassphrase': query(z.strictObject({ passphrase }), done, ['vault/wrong-passphrase']),
  'vault.changePassphrase': command(
    z.strictObject({ current: passphrase, next: passphrase }),
    done,
    ['vault/wrong-passphrase', 'passphrase/too-weak'],
  ),
  /** Makes a new recovery key, shown once; the one before stops working and the new one is to be typed back. */
  'vault.renewRecoveryKey': command(
    z.strictObject({ passphrase }),
    z.object({ recoveryKey: z.string(), fingerprintWords: z.array(z.string()) }),
    ['vault/wrong-passphrase', 'storage/write-failed'],
  ),
  'vault.setIdleLock': command(z.strictObject({ minutes: z.number().int().min(1).max(240) }), done),
  'vault.acceptWarning': command(z.strictObject({ warning: z.string().max(60) }), done),
  'passphrase.rate': query(
    z.strictObject({ passphrase: z.string().max(1_000) }),
    z.object({
      score: z.number().int().min(0).max(4),
      acceptable: z.boolean(),
      adviceKey: z.string().nullable(),
    }),
  ),
} as const
