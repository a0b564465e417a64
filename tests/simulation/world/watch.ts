import { hash256 } from '../../../electron/vault/crypto/hash'
import { heldKeysOf, openLockboxes } from '../../../electron/vault/ledger/keyring'
import type { EpochKey } from '../../../electron/vault/ledger/lockbox'
import { openEntry } from '../../../electron/vault/ledger/seal-entry'
import { openPart } from '../../../electron/vault/ledger/seal-part'
import { selectRow, selectRows } from '../../../electron/vault/ledger/select'
import {
  blob,
  type StoredLockbox,
  toLockboxes,
} from '../../../electron/vault/ledger/stored-entries'
import type { MemberId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import { type Delivery, encodeDelivery } from '../../../shared/formats/delivery'
import { type ParsedEntry, parseEntry } from '../../../shared/formats/entry'
import { idToBytes, type SpaceId } from '../../../shared/formats/ledger-ids'
import { type Part, parsePart } from '../../../shared/formats/part'
import { z } from '../../../shared/util/schema'
import { type Bar, barredDevices, barredFrom, isLetInAgain } from './barred'
import type { SimVault } from './sim-vault'

/** A promise that did not hold. */
export class Violation extends Error {}

/** Devices that may not be given keys, by space. */
type Knowledge = ReadonlyMap<string, ReadonlyMap<string, Bar>>

interface Written {
  readonly entry: ParsedEntry
  readonly parts: readonly Part[]
  readonly author: string
  /** Devices whose leaving its author had seen. */
  readonly closedTo: readonly (readonly [device: string, bar: Bar])[]
}

/** Sees everything that vaults write, hold and send, and checks what must hold of each such act. */
export interface Watch {
  readonly willWrite: (vault: SimVault, spaces: readonly string[]) => Knowledge
  /** @param before what the author knew; what they know now, for what was made in answer to that */
  readonly didWrite: (vault: SimVault, before: Knowledge | null) => void
  readonly willLeave: (vault: SimVault, space: string) => void
  readonly left: (vault: SimVault, space: string) => void
  readonly collected: (vault: SimVault, memberId: MemberId, delivery: Delivery) => void
  /** Promise 4, over all keys that devices ever had or could open. */
  readonly checkKeys: (
    vaults: readonly SimVault[],
    judge: (space: string) => SimVault | null,
  ) => number
  /** Every space that was ever written to. */
  readonly spaces: () => ReadonlySet<string>
}

const EntryRow = z.object({ id: z.string(), space: z.string(), bytes: blob })
const CountRow = z.object({ count: z.number() })

const short = (id: string): string => id.slice(0, 6)

export const createWatch = (): Watch => {
  const seen = new Set<string>()
  const written: Written[] = []
  const lockboxes = new Map<string, StoredLockbox[]>()
  const spaces = new Set<string>()
  const secretParts = new Map<string, Uint8Array[]>()
  const lastBars = new Map<string, ReadonlyMap<MemberId, Bar>>()
  /** Devices that were given keys by someone who had seen that they may come back: they read by right. */
  const letIn = new Set<string>()
  const held = new Map<string, Map<string, Map<string, EpochKey>>>()

  const knowledgeOf = (vault: SimVault, which: Iterable<string>): Knowledge =>
    new Map([...which].map((space) => [space, barredDevices(vault, space)]))

  const noteKeys = (vault: SimVault): void => {
    const ofDevice = held.get(vault.deviceId) ?? new Map<string, Map<string, EpochKey>>()
    held.set(vault.deviceId, ofDevice)
    for (const space of spaces)
      for (const key of heldKeysOf(vault.db, space)) {
        const ofSpace = ofDevice.get(space) ?? new Map<string, EpochKey>()
        ofDevice.set(space, ofSpace)
        ofSpace.set(key.epoch.keyId, key)
      }
  }

  const partsOf = (vault: SimVault, entry: ParsedEntry): Part[] =>
    entry.parts.flatMap((id) => {
      const row = selectRow(
        vault.db,
        'SELECT envelope AS bytes FROM part WHERE id = ?',
        [id],
        z.object({ bytes: blob }),
      )
      const part = row && parsePart(row.bytes)
      return part?.ok ? [part.value] : []
    })

  /** Everything that a device ever held or that any lockbox gives it. */
  const keysWithin = (vault: SimVault, space: string): readonly EpochKey[] => {
    const own = [...(held.get(vault.deviceId)?.get(space)?.values() ?? [])]
    const { keys } = openLockboxes(
      vault.device,
      vault.deviceId,
      space,
      own,
      lockboxes.get(space) ?? [],
    )
    return [...own, ...keys]
  }

  return {
    spaces: () => spaces,
    willWrite: knowledgeOf,
    didWrite: (vault, before) => {
      const rows = selectRows(
        vault.db,
        'SELECT id, space, bytes FROM entry WHERE device = ? ORDER BY arrival',
        [vault.deviceId],
        EntryRow,
      ).filter(({ id }) => !seen.has(id))
      for (const { space } of rows) spaces.add(space)
      noteKeys(vault)
      if (rows.length === 0) return
      const now = before ?? knowledgeOf(vault, new Set(rows.map(({ space }) => space)))
      for (const { id, space, bytes } of rows) {
        seen.add(id)
        const entry = unwrap(parseEntry(bytes, hash256))
        const barred = now.get(space) ?? new Map<string, Bar>()
        if (entry.lockbox) {
          for (const { device } of entry.lockbox.boxes) {
            const bar = barred.get(device)
            if (bar && device !== vault.deviceId)
              throw new Violation(
                `${vault.name} made a lockbox of ${short(space)} for ${short(device)}, who is known as ${bar}`,
              )
            if (isLetInAgain(vault, space, device)) letIn.add(`${device}/${space}`)
          }
          lockboxes.set(space, [...(lockboxes.get(space) ?? []), ...toLockboxes(entry)])
          continue
        }
        const parts = partsOf(vault, entry)
        secretParts.set(space, [
          ...(secretParts.get(space) ?? []),
          ...parts.map(({ ciphertext }) => ciphertext.subarray(0, 40)),
        ])
        const closedTo = [...barred].filter(([, bar]) => bar !== 'not-let-in')
        written.push({ entry, parts, author: vault.name, closedTo })
      }
    },
    willLeave: (vault, space) => {
      lastBars.set(`${vault.deviceId}/${space}`, barredFrom(vault, space))
    },
    left: (vault, space) => {
      for (const table of ['epoch_key', 'part', 'head', 'cited', 'peer_have']) {
        const row = selectRow(
          vault.db,
          `SELECT count(*) AS count FROM ${table} WHERE space = ?`,
          [space],
          CountRow,
        )
        if (row?.count !== 0)
          throw new Violation(`${vault.name} left ${short(space)} and keeps rows of ${table}`)
      }
      const others = selectRow(
        vault.db,
        'SELECT count(*) AS count FROM entry WHERE space = ? AND device <> ?',
        [space, vault.deviceId],
        CountRow,
      )
      if (others?.count !== 0)
        throw new Violation(`${vault.name} left ${short(space)} and keeps entries of others`)
    },
    collected: (vault, memberId, delivery) => {
      const { receipts, ...open } = delivery
      const own = new Set(
        vault
          .ledger()
          .committee()
          .devices.filter((device) => device.memberId === memberId)
          .map(({ deviceId }) => deviceId as string),
      )
      if (receipts.some(({ device }) => !own.has(device)))
        throw new Violation(`${vault.name} tells a member how far logs of others arrived`)
      const gone = new Set<string>(
        vault
          .ledger()
          .committee()
          .members.filter(({ leavings }) => leavings.length > 0)
          .map((member) => member.memberId),
      )
      const frame = Buffer.from(encodeDelivery({ ...open, receipts: [] }))
      for (const space of spaces) {
        // The last sealed bytes of a space that was left go to those who read it when it was left.
        const bars = vault.ledger().spaceOf(space)
          ? barredFrom(vault, space)
          : lastBars.get(`${vault.deviceId}/${space}`)
        if (bars && !bars.has(memberId) && !gone.has(memberId)) continue
        const needles = [idToBytes(space as SpaceId), ...(secretParts.get(space) ?? [])]
        if (needles.some((needle) => frame.includes(Buffer.from(needle))))
          throw new Violation(
            `${vault.name} sends bytes of ${short(space)} to ${short(memberId)}, who may not read it`,
          )
      }
    },
    checkKeys: (vaults, judge) => {
      const bars = new Map<string, ReadonlyMap<string, Bar>>()
      const keys = new Map<string, readonly EpochKey[]>()
      const byDevice = new Map(vaults.map((vault) => [vault.deviceId, vault]))
      let tried = 0
      for (const { entry, parts, author, closedTo } of written) {
        const { space } = entry
        const informed = judge(space)
        if (!informed) continue
        const barred = bars.get(space) ?? barredDevices(informed, space)
        bars.set(space, barred)
        for (const [deviceId, bar] of closedTo) {
          const vault = byDevice.get(deviceId)
          if (!vault || barred.get(deviceId) !== bar) continue
          if (letIn.has(`${deviceId}/${space}`)) continue
          const name = `${deviceId}/${space}`
          const within = keys.get(name) ?? keysWithin(vault, space)
          keys.set(name, within)
          for (const key of within) {
            tried++
            const keyFor = () => key.key
            const { deviceId: device, device: own } = vault
            const opens =
              openEntry(entry, keyFor).ok ||
              parts.some(
                (part) =>
                  openPart(space, part, { device: device as never, boxKeys: own.boxKeys, keyFor })
                    .ok,
              )
            if (opens)
              throw new Violation(
                `${vault.name} left ${short(space)} and opens what ${author} wrote knowing that (${short(entry.id)}, epoch ${entry.epoch?.number})`,
              )
          }
        }
      }
      return tried
    },
  }
}
