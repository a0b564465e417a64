import { readFile } from 'node:fs/promises'
import type { SqlJsStatic } from 'sql.js'
import { draft } from '../../../shared/domain/ledger/fact'
import { unwrap } from '../../../shared/errors/result'
import { parseEntry, signedMessageOf } from '../../../shared/formats/entry'
import { type EntryId, idToBytes, type SpaceId } from '../../../shared/formats/ledger-ids'
import { signBallot } from '../../vault/committee/attestation'
import { hash256 } from '../../vault/crypto/hash'
import { verify } from '../../vault/crypto/keys'
import { loadSodium } from '../../vault/crypto/sodium'
import { heldKeysOf } from '../../vault/ledger/keyring'
import { makeEpochKey, wrapPredecessor } from '../../vault/ledger/lockbox'
import { createLogWriter } from '../../vault/ledger/log-writer'
import { commandCommittee } from '../../vault/members/committee-command'
import { createAccessHandlers } from '../../vault/notices/access-handlers'
import { tend } from '../../vault/notices/tend'
import { loadSqlite } from '../../vault/storage/sqlite'
import type { AppFiles } from '../app-files'
import {
  type Committee,
  closeCommittee,
  enter,
  enterFor,
  grantMadeUpCases,
  headsOf,
  type Laptop,
  type MadeUpCase,
  madeUpTask,
  madeUpText,
  makeCommittee,
  newId,
  openMadeUpCase,
  send,
} from './bench-committee'
import { timed, timedMedian } from './measure'

export interface CommitteeOptions {
  /** Of `recusal`, `replay`, `import` and `removal`. */
  readonly parts: readonly string[]
  /** Numbers of closed cases beside the open ones when a member is removed, ascending. */
  readonly closed: readonly number[]
  /** Cases of 50 entries to import. */
  readonly imported: number
  readonly say: (what: string) => void
}

/** One line of the table: what was done, what it took, what it may take, and what it compares with. */
export interface CostRow {
  readonly what: string
  readonly ms: string
  readonly bytes: number | ''
  readonly goal: string
  readonly beside: string
}

const members = 20
const ms = (value: number): string => value.toFixed(1)

const bytesIn = ({ store }: Laptop, space?: string): number => {
  const where = space === undefined ? '' : ' WHERE space = ?'
  const [rows] = store.db.exec(
    `SELECT coalesce(sum(length(bytes)), 0) FROM entry${where}`,
    space === undefined ? [] : [space],
  )
  return Number(rows?.values[0]?.[0])
}

/** A reader leaves a case of 2,000 entries: what the next one to write there does on top of writing. */
const recusal = async (sqlite: SqlJsStatic, files: AppFiles): Promise<CostRow[]> => {
  const entries = 2_000
  const run = 50
  const committee = await makeCommittee(sqlite, files, members)
  const { founder, others } = committee
  const made = await openMadeUpCase(committee, others, [madeUpText(2_000)])
  founder.reopen()
  await grantMadeUpCases(committee, [made], others)
  const { caseId, notice } = made
  for (let number = 0; number < entries; number += run) {
    await enter(founder, caseId, ...Array.from({ length: run }, (_, at) => madeUpTask(number + at)))
  }
  const plainMs = await timedMedian(20, (round) => enter(founder, caseId, madeUpTask(round)))
  const before = bytesIn(founder, caseId)
  await enter(founder, caseId, madeUpTask(0))
  const plainBytes = bytesIn(founder, caseId) - before

  const first: number[] = []
  let addedBytes = 0
  let leaveMs = 0
  for (const leaver of others.slice(0, 3)) {
    await send(founder, leaver)
    const leaving = await timed(() =>
      createAccessHandlers(leaver.vault)['case.leave']({
        caseId: caseId as never,
        as: 'recused',
        newOwner: null,
      }),
    )
    unwrap(leaving.value)
    leaveMs = Math.max(leaveMs, leaving.ms)
    await send(leaver, founder)
    founder.vault.notices.forget(notice)
    const bytesBefore = bytesIn(founder, caseId)
    const { ms: tookMs } = await timed(() => enter(founder, caseId, madeUpTask(0)))
    first.push(tookMs)
    if (addedBytes === 0) addedBytes = bytesIn(founder, caseId) - bytesBefore - plainBytes
  }
  first.sort((a, b) => a - b)

  const [held] = heldKeysOf(founder.store.db, caseId)
  if (!held) throw new Error('a case without a key')
  const readers = others.slice(1)
  const rotate = (): void => {
    const { device } = founder.secrets
    const end = { seq: 0, previous: null, heads: [] }
    const writer = createLogWriter(device, founder.deviceId, caseId as SpaceId, end, 1)
    const epoch = makeEpochKey(caseId as SpaceId, held.epoch.number + 1)
    writer.addLockbox({
      epoch,
      predecessors: [wrapPredecessor(caseId as SpaceId, epoch, held)],
      recipients: [founder, ...readers].map(({ deviceId, secrets }) => ({
        device: deviceId,
        boxKey: secrets.device.boxKeys.publicKey,
      })),
    })
  }
  const cryptoMs = await timedMedian(20, rotate)
  await closeCommittee(committee)
  const what = `recusal, ${members} members, ${entries} entries`
  const boxes = readers.length + 1
  return [
    {
      what: `${what}: cryptography of the new epoch`,
      ms: ms(cryptoMs),
      bytes: addedBytes,
      goal: '<= 10 ms, <= 3 kB',
      beside: `${boxes} boxes: ${ms(cryptoMs / boxes)} ms, ${Math.round(addedBytes / boxes)} bytes each`,
    },
    {
      what: `${what}: first write after it, in all`,
      ms: ms(first[1] as number),
      bytes: addedBytes + plainBytes,
      goal: '',
      beside: `any other write there: ${ms(plainMs)} ms, ${plainBytes} bytes`,
    },
    { what: `${what}: leaving`, ms: ms(leaveMs), bytes: '', goal: '', beside: '' },
  ]
}

const removalSize = async (
  sqlite: SqlJsStatic,
  files: AppFiles,
  open: number,
  closed: number,
  chars: number,
): Promise<CostRow[]> => {
  const committee = await makeCommittee(sqlite, files, members)
  const { founder, others, committeeSpace } = committee
  const [leaver] = others as readonly [Laptop, ...Laptop[]]
  const text = madeUpText(chars)
  const openCases: MadeUpCase[] = []
  const closedCases: MadeUpCase[] = []
  for (let number = 0; number < closed; number++)
    closedCases.push(await openMadeUpCase(committee, [leaver], [text], true))
  for (let number = 0; number < open; number++)
    openCases.push(await openMadeUpCase(committee, others, [text]))
  founder.reopen()
  await grantMadeUpCases(committee, closedCases, [leaver])
  await grantMadeUpCases(committee, openCases, others)
  // What arrived or was entered was judged, and who has it was told, long before anyone is removed.
  const haves = founder.vault.ledger.havesFor(leaver.memberId)
  unwrap(await founder.vault.ledger.receive({ spaces: [], haves, receipts: [] }, leaver.deviceId))
  unwrap(await tend(founder.vault, []))
  founder.reopen()

  const proposalId = newId()
  const facts = {
    space: committeeSpace,
    proposalId,
    memberId: leaver.memberId,
    choice: 'yes' as const,
  }
  const ballots = [founder, ...others.slice(1, 12)].map(({ deviceId, secrets }) => ({
    deviceId,
    choice: 'yes',
    signature: signBallot(secrets.device.signKeys.secretKey, facts as never),
  }))
  const before = bytesIn(founder)
  const removed = await timed(() =>
    commandCommittee(founder.vault, {
      do: 'remove',
      memberId: leaver.memberId,
      proposalId: proposalId as never,
      ballots: ballots as never,
    }),
  )
  unwrap(removed.value)
  const enteredBytes = bytesIn(founder) - before
  const rotations = await timed(async () => {
    for (const { caseId } of openCases) await enter(founder, caseId, madeUpTask(1))
  })
  const rotatedBytes = bytesIn(founder) - before - enteredBytes
  const plain = await timed(async () => {
    for (const { caseId } of openCases) await enter(founder, caseId, madeUpTask(2))
  })
  await closeCommittee(committee)
  const what = `removal, ${members} members, ${open} open and ${closed} closed cases, texts of ${chars}`
  return [
    {
      what: `${what}: entering it`,
      ms: ms(removed.ms),
      bytes: enteredBytes,
      goal: 'not with closed cases',
      beside: '',
    },
    {
      what: `${what}: the next write in each open case`,
      ms: ms(rotations.ms),
      bytes: rotatedBytes,
      goal: 'with open cases alone',
      beside: `the write after it in each: ${ms(plain.ms)} ms`,
    },
  ]
}

const removal = async (
  sqlite: SqlJsStatic,
  files: AppFiles,
  { closed, say }: CommitteeOptions,
): Promise<CostRow[]> => {
  const [few = 1_000] = closed
  const sizes = [
    ...closed.map((count) => [50, count, 200] as const),
    [100, few, 200] as const,
    [50, few, 5_000] as const,
  ]
  const rows: CostRow[] = []
  for (const [open, closedCount, chars] of sizes) {
    say(`a removal with ${open} open and ${closedCount} closed cases`)
    rows.push(...(await removalSize(sqlite, files, open, closedCount, chars)))
  }
  return rows
}

const signaturesIn = (deliveries: readonly Uint8Array[]) =>
  deliveries.flatMap((bytes) => {
    const { id, device, signature } = unwrap(parseEntry(bytes, hash256))
    return signature ? [{ id, device, signature }] : []
  })

const verifyAll = (signatures: ReturnType<typeof signaturesIn>): void => {
  for (const { id, device, signature } of signatures) {
    if (!verify(idToBytes(device), signedMessageOf(id), signature))
      throw new Error('a signature of our own')
  }
}

/** The members in turn, each command signed by itself, each having seen the one before. */
const replay = async (sqlite: SqlJsStatic, files: AppFiles): Promise<CostRow[]> => {
  const entries = 10_000
  const committee = await makeCommittee(sqlite, files, members)
  const { founder, others, committeeSpace } = committee
  for (const one of others.slice(0, 1)) await send(founder, one)
  const everyone = [founder, ...others]
  const ends = everyone.map(({ deviceId }) => {
    const [rows] = founder.store.db.exec(
      'SELECT seq, id FROM entry WHERE space = ? AND device = ? ORDER BY seq DESC LIMIT 1',
      [committeeSpace, deviceId],
    )
    const [row] = rows?.values ?? []
    return { seq: row ? Number(row[0]) + 1 : 0, previous: (row?.[1] ?? null) as EntryId | null }
  })
  let heads = headsOf(founder, committeeSpace)
  const there = founder.vault.ledger.linksOf(committeeSpace).length
  for (let number = there; number < entries; number++) {
    const at = number % members
    const end = ends[at] as (typeof ends)[number]
    const fact =
      number % 3 === 0
        ? draft('member.checked-in', { stay: true })
        : draft('member.changed', {
            name: `Member ${at}`,
            aliases: [`M${number}`],
            employer: `Employer ${at}`,
          })
    const id = await enterFor(founder, everyone[at] as Laptop, committeeSpace, fact, {
      ...end,
      heads,
    })
    ends[at] = { seq: end.seq + 1, previous: id }
    heads = [id]
  }
  const replayed = await timed(() => founder.reopen())
  const rejected = founder.vault.ledger.committee().rejected.length
  if (rejected > 0) throw new Error(`${rejected} entries of our own rejected`)
  const newcomer = others[members - 2] as Laptop
  const delivery = founder.vault.ledger.collect(newcomer.memberId, new Map())
  const taken = await timed(() => newcomer.vault.ledger.receive(delivery, founder.deviceId))
  unwrap(taken.value)
  const signatures = signaturesIn(delivery.spaces.flatMap((space) => space.entries))
  const oneByOne = await timed(() => verifyAll(signatures))
  await closeCommittee(committee)
  return [
    {
      what: `replay of a committee's ledger of ${entries} entries`,
      ms: ms(replayed.ms),
      bytes: '',
      goal: '<= 1000 ms',
      beside: '@localfirst/auth: 5 s for 2,000',
    },
    {
      what: 'the same, arriving at another laptop',
      ms: ms(taken.ms),
      bytes: '',
      goal: '',
      beside: `verifying its ${signatures.length} signatures alone: ${ms(oneByOne.ms)} ms`,
    },
  ]
}

/** @param run facts that are entered, and signed, together */
const importSize = async (
  sqlite: SqlJsStatic,
  files: AppFiles,
  cases: number,
  run: number,
): Promise<CostRow> => {
  const perCase = 50
  const committee: Committee = await makeCommittee(sqlite, files, 3)
  const { founder, others } = committee
  const [reader] = others as readonly [Laptop, ...Laptop[]]
  const made: MadeUpCase[] = []
  for (let number = 0; number < cases; number++) {
    const facts = Array.from({ length: perCase - 1 }, (_, at) => madeUpTask(at))
    const one = await openMadeUpCase(committee, [reader], facts.slice(0, run - 1))
    for (let at = run - 1; at < facts.length; at += run)
      await enter(founder, one.caseId, ...facts.slice(at, at + run))
    made.push(one)
  }
  founder.reopen()
  await grantMadeUpCases(committee, made, [reader])
  const delivery = founder.vault.ledger.collect(reader.memberId, founder.vault.ledger.knownHaves())
  const bytes = delivery.spaces.flatMap((space) => space.entries)
  const taken = await timed(() => reader.vault.ledger.receive(delivery, founder.deviceId))
  const report = unwrap(taken.value)
  if (report.refused.length > 0) throw new Error('entries of our own refused')
  const signatures = signaturesIn(bytes)
  const oneByOne = await timed(() => verifyAll(signatures))
  await closeCommittee(committee)
  const each = (oneByOne.ms / signatures.length) * bytes.length
  return {
    what: `import of ${cases} cases of ${perCase} entries, signed in runs of ${run}`,
    ms: ms(taken.ms),
    bytes: bytes.reduce((sum, { length }) => sum + length, 0),
    goal: '',
    beside: `${bytes.length} entries, ${signatures.length} signatures: ${ms(oneByOne.ms)} ms; one for each entry: ${ms(each)} ms`,
  }
}

const imports = async (
  sqlite: SqlJsStatic,
  files: AppFiles,
  { imported, say }: CommitteeOptions,
): Promise<CostRow[]> => {
  const rows: CostRow[] = []
  for (const [cases, run] of [
    [Math.ceil(imported / 10), 50],
    [imported, 50],
    [Math.ceil(imported / 10), 1],
  ] as const) {
    say(`an import of ${cases} cases`)
    rows.push(await importSize(sqlite, files, cases, run))
  }
  return rows
}

/** What sharing costs, in processor time: without a disk, every laptop in this process. */
export const benchCommittee = async (
  files: AppFiles,
  options: CommitteeOptions,
): Promise<readonly CostRow[]> => {
  await loadSodium()
  const sqlite = await loadSqlite(await readFile(files.wasm))
  const rows: CostRow[] = []
  const isAsked = (part: string): boolean => options.parts.includes(part)
  if (isAsked('recusal')) {
    options.say('a recusal')
    rows.push(...(await recusal(sqlite, files)))
  }
  if (isAsked('replay')) {
    options.say("a replay of a committee's ledger")
    rows.push(...(await replay(sqlite, files)))
  }
  if (isAsked('import')) rows.push(...(await imports(sqlite, files, options)))
  if (isAsked('removal')) rows.push(...(await removal(sqlite, files, options)))
  return rows
}
