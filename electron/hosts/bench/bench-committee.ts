import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SqlJsStatic } from 'sql.js'
import { currentMembers } from '../../../shared/domain/committee/selectors'
import { draft, type FactDraft } from '../../../shared/domain/ledger/fact'
import { Playbook } from '../../../shared/domain/playbook'
import type { MemberId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import type { DeviceId, EntryId, SpaceId } from '../../../shared/formats/ledger-ids'
import { bytesToHex } from '../../../shared/util/bytes'
import { signJoinRequest } from '../../vault/committee/attestation'
import { randomBytes } from '../../vault/crypto/keys'
import { heldKeysOf } from '../../vault/ledger/keyring'
import { createLogWriter } from '../../vault/ledger/log-writer'
import type { StoreOp } from '../../vault/ledger/store-ops'
import { tend } from '../../vault/notices/tend'
import { type DeviceSecrets, makeDevice } from '../../vault/session/device-secrets'
import { foundCommittee, makeFounder } from '../../vault/session/found-committee'
import { beginSession, type Session } from '../../vault/session/session'
import type { UnlockedVault } from '../../vault/session/unlocked-vault'
import type { VaultStore } from '../../vault/storage/vault-store'
import type { AppFiles } from '../app-files'
import { memoryStore } from './memory-store'

export const newId = <T extends string>(): T => bytesToHex(randomBytes(16)) as T

/** A member's vault without a disk: what is measured is the work, not the disk. */
export interface Laptop {
  readonly name: string
  readonly memberId: MemberId
  readonly deviceId: DeviceId
  readonly secrets: DeviceSecrets
  readonly store: VaultStore<StoreOp>
  /** Another one after `reopen`. */
  readonly vault: UnlockedVault
  /** Forgets what was read; the next reading starts from the store, as after unlocking. */
  readonly reopen: () => void
}

const openLaptop = (
  name: string,
  store: VaultStore<StoreOp>,
  secrets: DeviceSecrets,
  now: () => number,
): Laptop => {
  const begin = (): Session =>
    beginSession({ store, warnings: [], machineMatches: true, migratedFrom: null }, secrets, {
      folder: '',
      cloudDrive: null,
      warnings: [],
      emit: () => {},
      now,
    })
  let session = begin()
  return {
    name,
    memberId: secrets.device.memberId,
    deviceId: bytesToHex(secrets.device.signKeys.publicKey) as DeviceId,
    secrets,
    store,
    get vault() {
      return session.vault
    },
    reopen: () => {
      session.release()
      session = begin()
    },
  }
}

/** What one laptop lacks of what another has, taken in as a bundle is. */
export const send = async (from: Laptop, to: Laptop): Promise<void> => {
  const { ledger } = from.vault
  const delivery = ledger.collect(to.memberId, ledger.knownHaves())
  const report = unwrap(await to.vault.ledger.receive(delivery, from.deviceId))
  unwrap(await tend(to.vault, report.spacesChanged))
}

export const enter = async (
  { vault }: Laptop,
  space: string,
  ...facts: readonly FactDraft[]
): Promise<void> => {
  unwrap(await vault.ledger.append([{ space, facts }]))
}

/** Where a member goes on in a space. */
interface WritingEnd {
  readonly seq: number
  readonly previous: EntryId | null
  /** Of the space as the member saw it. */
  readonly heads: EntryId[]
}

/**
 * What a member enters, put into the store of a laptop that has the space's keys: making up a committee's
 * years by carrying every entry between laptops would take as long as the years.
 *
 * @param runs each under one signature
 * @returns the id of the last entry
 */
export const enterRunsFor = async (
  at: Laptop,
  member: Pick<Laptop, 'secrets' | 'deviceId'>,
  space: string,
  runs: readonly (readonly FactDraft[])[],
  end: WritingEnd,
): Promise<EntryId> => {
  const [epoch] = heldKeysOf(at.store.db, space)
  if (!epoch) throw new Error('a space without a key')
  const { device } = member.secrets
  const writer = createLogWriter(device, member.deviceId, space as SpaceId, end, at.vault.now())
  for (const facts of runs)
    unwrap(
      writer.addFacts(facts, epoch, () => ({ kind: 'epoch', epoch: epoch.epoch, key: epoch.key })),
    )
  unwrap(await at.store.commit(writer.ops))
  const written = writer.written.at(-1)
  if (!written) throw new Error('nothing was entered')
  return written.parsed.id
}

/** The same for one fact. @returns the id of the entry */
export const enterFor = (
  at: Laptop,
  member: Pick<Laptop, 'secrets' | 'deviceId'>,
  space: string,
  fact: FactDraft,
  end: WritingEnd,
): Promise<EntryId> => enterRunsFor(at, member, space, [[fact]], end)

/** Where a laptop's own log in a space goes on. */
export const endOf = (at: Laptop, space: string): WritingEnd => {
  const [last] = at.store.db.exec(
    'SELECT seq, id FROM entry WHERE space = ? AND device = ? ORDER BY seq DESC LIMIT 1',
    [space, at.deviceId],
  )
  const [seq, id] = last?.values[0] ?? [-1, null]
  return { seq: Number(seq) + 1, previous: id as EntryId | null, heads: headsOf(at, space) }
}

export const headsOf = ({ store }: Laptop, space: string): EntryId[] =>
  (store.db.exec('SELECT id FROM head WHERE space = ?', [space])[0]?.values ?? []).map(
    ([id]) => id as EntryId,
  )

export interface Committee {
  readonly founder: Laptop
  /** Everyone else. Only those who were sent something have the committee's log. */
  readonly others: readonly Laptop[]
  readonly committeeSpace: string
}

const agreement = { agreementVersion: '1', agreementAcceptedAtMs: 1_000 }

/** Signed in by the founder and, once there is one, a second member, as the rules ask. */
const admit = async (
  founder: Laptop,
  second: Laptop | undefined,
  newcomer: Laptop,
): Promise<void> => {
  const space = founder.vault.committeeSpace
  const invitationId = newId()
  const facts = {
    requestId: newId(),
    invitationId,
    memberId: newcomer.memberId,
    name: newcomer.name,
    aliases: [],
    employer: `${newcomer.name} Works`,
    ...agreement,
    deviceId: newcomer.deviceId,
    boxKey: bytesToHex(newcomer.secrets.device.boxKeys.publicKey),
  }
  const signature = signJoinRequest(newcomer.secrets.device.signKeys.secretKey, facts as never)
  const { requestId } = facts
  const expiresAtMs = founder.vault.now() + 1_000_000
  await enter(
    founder,
    space,
    draft('invitation.issued', { invitationId, forName: newcomer.name, expiresAtMs }),
    draft('member.requested', { ...facts, signature }),
    draft('member.signed-in', { requestId }),
  )
  if (second) {
    await send(founder, second)
    await enter(second, space, draft('member.signed-in', { requestId }))
    await send(second, founder)
  }
  unwrap(await tend(founder.vault, [space]))
}

/** @param size members in all, the founder among them */
export const makeCommittee = async (
  sqlite: SqlJsStatic,
  files: AppFiles,
  size: number,
): Promise<Committee> => {
  let nowMs = Date.UTC(2026, 4, 4, 22, 0)
  const now = () => nowMs++
  const playbook = Playbook.parse(
    JSON.parse(await readFile(join(files.resources, 'playbooks', 'elastic.json'), 'utf8')),
  )
  const secrets = makeFounder()
  const store = memoryStore(sqlite)
  unwrap(
    await foundCommittee(
      store,
      secrets,
      {
        committeeName: 'Harbor Days committee',
        memberName: 'Ada',
        employer: 'Tidewater Labs',
        agreementVersion: '1',
        playbook,
      },
      now,
    ),
  )
  const founder = openLaptop('Ada', store, secrets, now)
  const { committeeSpace } = secrets
  const others: Laptop[] = []
  for (let number = 1; number < size; number++) {
    const own = { device: makeDevice(newId<MemberId>()), committeeSpace }
    const newcomer = openLaptop(`Member ${number}`, memoryStore(sqlite), own, now)
    await admit(founder, others[0], newcomer)
    if (number === 1) await send(founder, newcomer)
    others.push(newcomer)
  }
  const members = currentMembers(founder.vault.ledger.committee()).length
  if (members !== size) throw new Error(`${members} members instead of ${size}`)
  return { founder, others, committeeSpace }
}

export const closeCommittee = async ({ founder, others }: Committee): Promise<void> => {
  for (const { store } of [founder, ...others]) await store.close()
}

export interface MadeUpCase {
  readonly notice: string
  readonly caseId: string
}

/** A case with its notice as the founder opens it, for these members and themselves. */
export const openMadeUpCase = async (
  { founder, committeeSpace }: Committee,
  readers: readonly Laptop[],
  facts: readonly FactDraft[],
  isClosed = false,
): Promise<MadeUpCase> => {
  const notice = newId()
  const caseId = newId()
  const audience = [founder, ...readers].map(({ memberId }) => memberId)
  const toNotice = [
    draft('notice.opened', {
      reportedNames: ['Rowan Pike'],
      channel: 'phone',
      urgency: 'routine',
      audience,
      leftOut: [],
    }),
    draft('conflict.declared', { version: 1, answer: 'no-conflict' }),
    ...(isClosed ? [draft('notice.closed', {})] : []),
  ]
  const opened = draft('case.opened', {
    mode: 'named',
    channel: 'phone',
    scope: 'event',
    category: '',
    urgency: 'routine',
    occurred: '',
    receivedAtMs: 1_000,
    noticeSpace: notice,
    wakeWord: '',
    deadlines: { acknowledgeDueAtMs: null, decideDueAtMs: null },
  })
  unwrap(
    await founder.vault.ledger.append([
      { space: notice, create: { kind: 'notice', wider: committeeSpace }, facts: toNotice },
      { space: caseId, create: { kind: 'case', wider: notice }, facts: [opened, ...facts] },
    ]),
  )
  unwrap(await founder.vault.ledger.heal([notice]))
  for (const reader of readers) {
    const declared = draft('conflict.declared', { version: 1, answer: 'no-conflict' })
    const end = { seq: 0, previous: null, heads: headsOf(founder, notice) }
    await enterFor(founder, reader, notice, declared, end)
  }
  return { notice, caseId }
}

/** The keys of these cases for everyone who said "no conflict"; after the founder's laptop was reopened. */
export const grantMadeUpCases = async (
  { founder }: Committee,
  cases: readonly MadeUpCase[],
  readers: readonly Laptop[],
): Promise<void> => {
  for (const { caseId } of cases)
    for (const { memberId } of readers) unwrap(await founder.vault.ledger.grant(caseId, memberId))
}

/** @param chars of the text, about */
export const madeUpText = (chars: number): FactDraft =>
  draft('text.updated', { name: 'narrative' }, [
    { kind: 'text', value: 'corridor '.repeat(chars / 9) },
  ])

export const madeUpTask = (number: number): FactDraft =>
  draft('task.added', { taskId: newId(), kind: 'general', title: `Task ${number}`, detail: '' })
