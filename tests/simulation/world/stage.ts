import { hash256 } from '../../../electron/vault/crypto/hash'
import { heldKeysOf } from '../../../electron/vault/ledger/keyring'
import type { ReceiveReport } from '../../../electron/vault/ledger/ledger-port'
import { type EpochKey, sealLockbox } from '../../../electron/vault/ledger/lockbox'
import {
  makeLockboxEntry,
  type SealedEntry,
  sealEntry,
} from '../../../electron/vault/ledger/seal-entry'
import { selectRow, selectRows } from '../../../electron/vault/ledger/select'
import type { MemberId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import { type EntryHeader, type ParsedEntry, parseEntry } from '../../../shared/formats/entry'
import type { DeviceId, EntryId, SpaceId } from '../../../shared/formats/ledger-ids'
import { z } from '../../../shared/util/schema'
import { seedRandomness } from '../crypto/randomness'
import { openCaseBy } from './actions-case'
import { commandNotice } from './actions-notice'
import { setupCommittee } from './committee'
import type { SimVault } from './sim-vault'
import { exchangeAll, type World } from './world'

/** A committee at one table, and what tests play on it. Ada, Ben, Cleo, Dana, Eli in turn. */
export const setupStage = async (size: number, seed = 'stage') => {
  const world = await setupCommittee(size)
  seedRandomness(seed)
  const [ada, ben, cleo, dana, eli] = world.vaults as [
    SimVault,
    SimVault,
    SimVault,
    SimVault,
    SimVault,
  ]
  return { world, ada, ben, cleo, dana, eli, vaults: world.vaults }
}

export const settle = async (...vaults: readonly SimVault[]): Promise<void> => {
  if (!(await exchangeAll(vaults))) throw new Error('vaults do not settle')
}

/** A case of Ada's that these others read too; everyone at the table has everything that they may have. */
export const openCaseFor = async (
  world: World,
  opener: SimVault,
  readers: readonly SimVault[],
  leftOut: readonly SimVault[] = [],
): Promise<{ readonly notice: string; readonly caseSpace: string }> => {
  const out = new Set(leftOut.map(({ memberId }) => memberId))
  const audience = world.vaults.map(({ memberId }) => memberId).filter((one) => !out.has(one))
  const { notice, caseSpace, code } = await openCaseBy(opener, [...new Set(audience)], [...out])
  if (code !== 'done') throw new Error(code)
  await settle(...world.vaults)
  for (const reader of readers) {
    const declared = await commandNotice(reader, notice, {
      do: 'declare',
      version: 1,
      answer: 'no-conflict',
    })
    if (declared !== 'done') throw new Error(declared)
  }
  await settle(...world.vaults)
  for (const { memberId } of readers) unwrap(await opener.grant(caseSpace, memberId))
  await settle(...world.vaults)
  return { notice, caseSpace }
}

const LastRow = z.object({ id: z.string(), seq: z.number() })

export interface Forgery extends Partial<EntryHeader> {
  /** Another's device, whose log is pretended to. */
  readonly signed?: boolean | Uint8Array
}

/** Someone with a modified program and every key of the role they play: makes entries by hand. */
export const createMallory = (vault: SimVault) => {
  const keys = new Map<string, readonly EpochKey[]>()
  const ends = new Map<string, { seq: number; previous: EntryId | null }>()

  const headsIn = (space: string): readonly EntryId[] =>
    selectRows(
      vault.db,
      'SELECT id, 0 AS seq FROM head WHERE space = ? ORDER BY id',
      [space],
      LastRow,
    ).map(({ id }) => id as EntryId)

  const headerFor = (space: string, more: Forgery): EntryHeader => {
    const known = ends.get(space)
    const last = selectRow(
      vault.db,
      'SELECT id, seq FROM entry WHERE space = ? AND device = ? AND status = 0 ORDER BY seq DESC LIMIT 1',
      [space, vault.deviceId],
      LastRow,
    )
    const end = known ?? {
      seq: last ? last.seq + 1 : 0,
      previous: (last?.id ?? null) as EntryId | null,
    }
    const { signed: _signed, ...header } = more
    // Whoever never wrote here cites what granted them access.
    const heads = end.previous === null ? headsIn(space) : []
    return {
      critical: true,
      space: space as SpaceId,
      device: vault.deviceId as DeviceId,
      incarnation: 0,
      heads,
      epoch: null,
      timeMs: 1_000,
      parts: [],
      ...end,
      ...header,
    }
  }

  const goOn = (header: EntryHeader, { id, bytes }: SealedEntry, more: Forgery): SealedEntry => {
    if (more.seq === undefined) ends.set(header.space, { seq: header.seq + 1, previous: id })
    return { id, bytes }
  }

  const keysOf = (space: string): readonly EpochKey[] =>
    keys.get(space) ?? heldKeysOf(vault.db, space)

  return {
    vault,
    /** Keeps the keys of a space, whatever the program would do with them. */
    keepKeys: (space: string): void => {
      keys.set(space, heldKeysOf(vault.db, space))
      headerFor(space, {})
      const { seq, previous } = headerFor(space, {})
      ends.set(space, { seq, previous })
    },
    keysOf,
    headsOf: headsIn,
    /** A fact under the newest key that she has. */
    enter: (space: string, kind: string, content: unknown, more: Forgery = {}): SealedEntry => {
      const key = keysOf(space)[0]
      if (!key) throw new Error('she has no key to that space')
      const header = { ...headerFor(space, more), epoch: key.epoch }
      const signer = more.signed === false ? null : vault.device.signKeys.secretKey
      const sealed = unwrap(sealEntry(header, { kind, content }, key.key, signer))
      return goOn(header, sealed, more)
    },
    /** The newest key that she has, or another, for somebody's device. */
    box: (
      space: string,
      recipient: { readonly deviceId: string; readonly boxKey: Uint8Array },
      more: Forgery = {},
      key = keysOf(space)[0],
    ): SealedEntry => {
      if (!key) throw new Error('she has no key to that space')
      const header = headerFor(space, more)
      const { boxKey } = recipient
      const lockbox = sealLockbox(key, [], [{ device: recipient.deviceId as DeviceId, boxKey }])
      return goOn(header, makeLockboxEntry(header, lockbox, vault.device.signKeys.secretKey), more)
    },
    give: (
      to: SimVault,
      space: string,
      entries: readonly { readonly bytes: Uint8Array }[],
      parts: readonly Uint8Array[] = [],
    ): Promise<ReceiveReport> =>
      to.receive(
        {
          spaces: [{ space, entries: entries.map(({ bytes }) => bytes), parts }],
          haves: [],
          receipts: [],
        },
        vault.deviceId,
      ),
  }
}

export const boxesOf = (vault: SimVault) => ({
  deviceId: vault.deviceId,
  boxKey: vault.device.boxKeys.publicKey,
})

/** Why an entry is without effect at a vault; `null` for one that stands, `undefined` for one that is not there. */
export const voidOf = (vault: SimVault, space: string, id: string): string | null | undefined =>
  vault
    .ledger()
    .entriesOf(space)
    .find((entry) => entry.id === id)?.void

/** The entries of a space that a vault has, as they travel, in causal order or by the author given. */
export const storedEntries = (
  vault: SimVault,
  space: string,
  author?: SimVault,
): readonly ParsedEntry[] =>
  selectRows(
    vault.db,
    'SELECT bytes FROM entry WHERE space = ? AND (? IS NULL OR device = ?) ORDER BY arrival',
    [space, author?.deviceId ?? null, author?.deviceId ?? null],
    z.object({ bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
  ).map(({ bytes }) => unwrap(parseEntry(bytes, hash256)))

export const readersAt = (vault: SimVault, space: string): readonly MemberId[] =>
  vault.ledger().access(space)?.readers ?? []
