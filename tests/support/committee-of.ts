import { signJoinRequest } from '../../electron/vault/committee/attestation'
import { randomBytes } from '../../electron/vault/crypto/keys'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { heldKeysOf } from '../../electron/vault/ledger/keyring'
import { createLedger } from '../../electron/vault/ledger/ledger'
import type { Ledger, LocalDevice, ReceiveReport } from '../../electron/vault/ledger/ledger-port'
import type { EpochKey } from '../../electron/vault/ledger/lockbox'
import { createLogWriter, type LogWriter } from '../../electron/vault/ledger/log-writer'
import { ledgerStoreSchema } from '../../electron/vault/ledger/store-ops'
import { makeDevice } from '../../electron/vault/session/device-secrets'
import type { InvitationId, RequestId } from '../../shared/domain/committee/facts'
import { currentMembers } from '../../shared/domain/committee/selectors'
import { draft, type FactDraft, type PartDraft } from '../../shared/domain/ledger/fact'
import type { EntryRef, MemberId } from '../../shared/domain/terms'
import { unwrap } from '../../shared/errors/result'
import type { Delivery } from '../../shared/formats/delivery'
import type { DeviceId, EntryId, SpaceId } from '../../shared/formats/ledger-ids'
import { bytesToHex } from '../../shared/util/bytes'
import { createMemoryStore } from './memory-store'
import { shippedPlaybook } from './playbook-files'

export const newId = <T extends string>(bytes = 16): T => bytesToHex(randomBytes(bytes)) as T

/** One member's laptop: a ledger over a store without a disk. */
export interface Laptop {
  readonly name: string
  readonly memberId: MemberId
  readonly deviceId: string
  readonly device: LocalDevice
  readonly memory: Awaited<ReturnType<typeof createMemoryStore>>
  /** A new one over the same store after `reopen`. */
  readonly ledger: Ledger
  readonly reopen: () => void
}

const createLaptop = async (
  name: string,
  committeeSpace: string,
  now: () => number,
  device: LocalDevice = makeDevice(newId<MemberId>()),
): Promise<Laptop> => {
  const memory = await createMemoryStore(ledgerStoreSchema)
  const open = () => createLedger({ store: memory.store, device, committeeSpace, now })
  let ledger = open()
  return {
    name,
    memberId: device.memberId,
    deviceId: bytesToHex(device.signKeys.publicKey),
    device,
    memory,
    get ledger() {
      return ledger
    },
    reopen: () => {
      ledger = open()
    },
  }
}

export type Cast<N extends string> = Readonly<Record<N, Laptop>>

/** What `from` would send to `to` now. */
export const deliveryTo = (from: Laptop, to: Laptop): Delivery =>
  from.ledger.collect(to.memberId, from.ledger.knownHaves())

export const send = async (from: Laptop, to: Laptop): Promise<ReceiveReport> =>
  unwrap(await to.ledger.receive(deliveryTo(from, to), from.deviceId))

/** Everyone sends to everyone until nothing is new. Nobody leaves a space by that. */
export const meet = async (...laptops: readonly Laptop[]): Promise<void> => {
  for (let round = 0; round < 8; round++) {
    let news = 0
    for (const from of laptops)
      for (const to of laptops) if (from !== to) news += (await send(from, to)).newEntries
    if (news === 0) return
  }
  throw new Error('a meeting that does not come to an end')
}

export const enter = async (
  { ledger }: Laptop,
  space: string,
  kind: string,
  content: unknown = {},
  parts: readonly PartDraft[] = [],
) => {
  const [entry] = unwrap(await ledger.append([{ space, facts: [draft(kind, content, parts)] }]))
  if (!entry) throw new Error('nothing was entered')
  return entry
}

/**
 * What a modified program enters: nothing is asked, any key that the laptop ever held will do.
 *
 * @param heads what it says that it has seen, beside its own log
 */
export const forge = async (
  laptop: Laptop,
  space: string,
  write: (writer: LogWriter, keys: readonly EpochKey[]) => void,
  heads: readonly string[] = [],
): Promise<void> => {
  const { db } = laptop.memory.store
  const [last] =
    db.exec(
      `SELECT id, seq FROM entry WHERE space = '${space}' AND device = '${laptop.deviceId}' ORDER BY seq DESC LIMIT 1`,
    )[0]?.values ?? []
  const end = {
    seq: last ? Number(last[1]) + 1 : 0,
    previous: (last ? String(last[0]) : null) as EntryId | null,
    heads: heads as readonly EntryId[],
  }
  const { device, deviceId } = laptop
  const writer = createLogWriter(device, deviceId as DeviceId, space as SpaceId, end, 1)
  write(writer, heldKeysOf(db, space))
  unwrap(await laptop.memory.store.commit(writer.ops))
  laptop.reopen()
}

/** Facts under a key of the forger's choice. */
export const forgeFacts =
  (facts: readonly FactDraft[], keyAt = 0) =>
  (writer: LogWriter, keys: readonly EpochKey[]): void => {
    const epoch = keys[keyAt]
    if (!epoch) throw new Error('a key that was never held')
    unwrap(
      writer.addFacts(facts, epoch, () => ({ kind: 'epoch', epoch: epoch.epoch, key: epoch.key })),
    )
  }

const profile = (name: string) => ({ name, aliases: [], employer: `${name} Works` })
const agreement = { agreementVersion: '1', agreementAcceptedAtMs: 1_000 }

const joinRequestOf = (laptop: Laptop, invitationId: InvitationId) => {
  const facts = {
    requestId: newId<RequestId>(),
    invitationId,
    memberId: laptop.memberId,
    ...profile(laptop.name),
    ...agreement,
    deviceId: laptop.deviceId as never,
    boxKey: bytesToHex(laptop.device.boxKeys.publicKey) as never,
  }
  return { ...facts, signature: signJoinRequest(laptop.device.signKeys.secretKey, facts) }
}

/** A committee of as many laptops as names, all of which hold its log. The first name founds. */
export const setupCommittee = async <N extends string>(...names: readonly N[]) => {
  await loadSodium()
  const committeeSpace = newId()
  const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
  const laptops: Laptop[] = []
  const admit = async (name: string): Promise<Laptop> => {
    const laptop = await createLaptop(name, committeeSpace, () => clock.nowMs++)
    const [founder, second] = laptops
    if (!founder) {
      await found(laptop, committeeSpace)
    } else {
      const invitationId = newId<InvitationId>()
      const request = joinRequestOf(laptop, invitationId)
      const { requestId } = request
      const expiresAtMs = clock.nowMs + 1_000_000
      await enter(founder, committeeSpace, 'invitation.issued', {
        invitationId,
        forName: name,
        expiresAtMs,
      })
      await enter(founder, committeeSpace, 'member.requested', request)
      await enter(founder, committeeSpace, 'member.signed-in', { requestId })
      if (second) {
        await meet(founder, second)
        await enter(second, committeeSpace, 'member.signed-in', { requestId })
        await meet(founder, second)
      }
      unwrap(await founder.ledger.heal())
    }
    laptops.push(laptop)
    await meet(...laptops)
    return laptop
  }
  const cast: Record<string, Laptop> = {}
  for (const name of names) cast[name] = await admit(name)
  return { ...(cast as Cast<N>), laptops, committeeSpace, clock, admit }
}

const found = (laptop: Laptop, committeeSpace: string) =>
  laptop.ledger.append([
    {
      space: committeeSpace,
      create: { kind: 'committee', wider: null },
      facts: [
        draft('committee.founded', { name: 'Harbor Days committee' }),
        draft('member.admitted', {
          memberId: laptop.memberId,
          name: laptop.name,
          employer: `${laptop.name} Works`,
          ...agreement,
        }),
        draft('device.admitted', {
          memberId: laptop.memberId,
          deviceId: laptop.deviceId,
          boxKey: bytesToHex(laptop.device.boxKeys.publicKey),
          attestedBy: null,
        }),
        draft('playbook.adopted', { playbook: shippedPlaybook('elastic') }),
      ],
    },
  ])

export const note = (text: string): FactDraft =>
  draft('text.updated', { name: 'narrative' }, [{ kind: 'text', value: text }])

/** A case with its notice, for everyone but those left out. */
export const openCase = async (
  { ledger, memberId }: Laptop,
  leftOut: readonly Laptop[] = [],
): Promise<{ readonly notice: string; readonly caseId: string }> => {
  const notice = newId()
  const caseId = newId()
  const committeeSpace = ledger.spacesOf('committee')[0] as string
  const out = leftOut.map((one) => one.memberId)
  const audience = currentMembers(ledger.committee())
    .map((member) => member.memberId)
    .filter((id) => !out.includes(id))
  unwrap(
    await ledger.append([
      {
        space: notice,
        create: { kind: 'notice', wider: committeeSpace },
        facts: [
          draft('notice.opened', {
            reportedNames: ['Rowan Pike'],
            channel: 'phone',
            urgency: 'routine',
            audience,
            leftOut: out,
          }),
          draft('conflict.declared', { version: 1, answer: 'no-conflict' }),
        ],
      },
      {
        space: caseId,
        create: { kind: 'case', wider: notice },
        facts: [
          draft('case.opened', {
            mode: 'named',
            channel: 'phone',
            scope: 'event',
            category: '',
            urgency: 'routine',
            occurred: `seen by ${memberId}`,
            receivedAtMs: 1_000,
            noticeSpace: notice,
            wakeWord: '',
            deadlines: { acknowledgeDueAtMs: null, decideDueAtMs: null },
          }),
          note('canary: the corridor behind the stage'),
        ],
      },
    ]),
  )
  unwrap(await ledger.heal())
  return { notice, caseId }
}

export const declare = (
  laptop: Laptop,
  notice: string,
  answer: 'no-conflict' | 'conflict' = 'no-conflict',
  version = 1,
) => enter(laptop, notice, 'conflict.declared', { version, answer })

/** The ids of a space's entries in their order, with what is void. */
export const standingIn = (
  { ledger }: Laptop,
  space: string,
): readonly [EntryRef, string | null][] =>
  ledger.entriesOf(space).map((entry) => [entry.id, entry.void])

/** A case that everyone reads. */
export const shareCase = async (laptops: readonly Laptop[]) => {
  const [opener, ...others] = laptops as readonly [Laptop, ...Laptop[]]
  const opened = await openCase(opener)
  await meet(...laptops)
  for (const one of others) await declare(one, opened.notice)
  await meet(...laptops)
  for (const one of others) unwrap(await opener.ledger.grant(opened.caseId, one.memberId))
  await meet(...laptops)
  return opened
}
