import { requiredShortText, shortText, TimeMs } from '../domain/terms'
import { VaultId } from '../util/ids'
import { z } from '../util/schema'
import { command, query } from './contract'
import { aliases, file, invitationCodes, nothing, passphrase } from './row-parts'

/** Rows of a laptop that wants to become part of a committee: no unlocked vault of it exists yet. */
export const joinRows = {
  /** What an invitation says, before anything is made. */
  'join.readCode': query(
    z.strictObject({ code: z.string().max(2_000) }),
    z.object({
      purpose: z.enum(['join', 'second', 'replacement']),
      expiresAtMs: TimeMs,
      fingerprintWords: z.array(z.string()),
    }),
    invitationCodes,
  ),
  /** Makes this laptop's vault and its request. The vault is unlocked, and waits for its first bundle. */
  'join.start': command(
    z.strictObject({
      code: z.string().max(2_000),
      memberName: shortText,
      aliases,
      employer: shortText,
      label: requiredShortText,
      acceptedAgreement: z.boolean(),
      passphrase,
      parentFolder: z.string().min(1).max(4_096).optional(),
    }),
    z.object({
      vaultId: VaultId,
      folder: z.string(),
      recoveryKey: z.string(),
      fingerprintWords: z.array(z.string()),
      request: file,
    }),
    [
      ...invitationCodes,
      'passphrase/too-weak',
      'agreement/not-accepted',
      'vault/already-unlocked',
      'vault/folder-exists',
      'storage/write-failed',
    ],
  ),
  /** The request again, as long as nobody let this laptop in. */
  'join.request': query(
    nothing,
    z.object({ fingerprintWords: z.array(z.string()), request: file }),
    ['join/not-waiting'],
  ),
} as const
