import type { Database, SqlJsStatic } from 'sql.js'
import { makeBoxKeys, makeSigningKeys } from '../../../electron/vault/crypto/keys'
import { createLedger } from '../../../electron/vault/ledger/ledger'
import type {
  HaveTable,
  Ledger,
  LocalDevice,
  ReceiveReport,
  SpaceWrite,
} from '../../../electron/vault/ledger/ledger-port'
import type { OpenedEntry } from '../../../shared/domain/ledger/fact'
import type { MemberId } from '../../../shared/domain/terms'
import { type Result, unwrap } from '../../../shared/errors/result'
import type { Delivery } from '../../../shared/formats/delivery'
import { bytesToHex } from '../../../shared/util/bytes'
import { createSimStore } from './sim-store'
import type { Watch } from './watch'

/** The committee that a vault belongs to, as its member learnt it with the invitation. */
export interface CommitteeName {
  readonly space: string
  readonly foundingDevice: string
}

/** One laptop, which does by itself what the program does: it leaves what it must and heals what it can. */
export interface SimVault {
  readonly name: string
  readonly memberId: MemberId
  readonly device: LocalDevice
  readonly deviceId: string
  readonly committee: CommitteeName
  readonly db: Database
  readonly ledger: () => Ledger
  readonly append: (writes: readonly SpaceWrite[]) => Promise<Result<readonly OpenedEntry[]>>
  readonly grant: (space: string, memberId: MemberId) => Promise<Result<null>>
  readonly receive: (delivery: Delivery, fromDevice: string) => Promise<ReceiveReport>
  readonly collect: (memberId: MemberId, known?: HaveTable) => Delivery
  /** Leaves what may not be read any more, makes lockboxes that are missing. */
  readonly tend: () => Promise<void>
  /** Grows with everything that is stored. */
  readonly version: () => number
  readonly crashAfter: (commits: number) => void
  /** The process ended and starts again on what it had stored. */
  readonly restart: () => Promise<void>
  readonly close: () => void
}

export const makeLocalDevice = (memberId: MemberId): LocalDevice => ({
  memberId,
  signKeys: makeSigningKeys(),
  boxKeys: makeBoxKeys(),
  incarnation: 0,
  former: [],
})

export interface VaultParts {
  readonly SQL: SqlJsStatic
  readonly name: string
  readonly device: LocalDevice
  readonly committee: CommitteeName
  /** Another vault's database, to go on from. */
  readonly image: Uint8Array | null
  readonly now: () => number
  readonly watch: Watch
}

export const createSimVault = (parts: VaultParts): SimVault => {
  const { name, device, committee, now, watch } = parts
  const sim = createSimStore(parts.SQL, parts.image)
  const open = () =>
    createLedger({
      store: sim.store,
      device,
      committeeSpace: committee.space,
      foundingDevice: committee.foundingDevice,
      now,
    })
  let ledger = open()

  const leaveOwed = async (): Promise<void> => {
    for (const space of ledger.toLeave()) {
      // Who left the committee keeps its log: it says that they left, and why nothing opens any more.
      if (space === committee.space) continue
      watch.willLeave(vault, space)
      unwrap(await ledger.leave(space))
      watch.left(vault, space)
    }
  }
  const tend = async (): Promise<void> => {
    await leaveOwed()
    unwrap(await ledger.heal())
    watch.didWrite(vault, null)
  }

  const vault: SimVault = {
    name,
    memberId: device.memberId,
    device,
    deviceId: bytesToHex(device.signKeys.publicKey),
    committee,
    db: sim.db,
    ledger: () => ledger,
    append: async (writes) => {
      const before = watch.willWrite(
        vault,
        writes.map(({ space }) => space),
      )
      const appended = await ledger.append(writes)
      watch.didWrite(vault, before)
      await tend()
      return appended
    },
    grant: async (space, memberId) => {
      const before = watch.willWrite(vault, [space])
      const granted = await ledger.grant(space, memberId)
      watch.didWrite(vault, before)
      return granted
    },
    receive: async (delivery, fromDevice) => {
      const report = unwrap(await ledger.receive(delivery, fromDevice))
      watch.didWrite(vault, null)
      await leaveOwed()
      return report
    },
    collect: (memberId, known = ledger.knownHaves()) => {
      const delivery = ledger.collect(memberId, known)
      watch.collected(vault, memberId, delivery)
      return delivery
    },
    tend,
    version: sim.version,
    crashAfter: sim.crashAfter,
    restart: async () => {
      sim.restart()
      ledger = open()
      await tend()
    },
    close: () => sim.db.close(),
  }
  return vault
}
