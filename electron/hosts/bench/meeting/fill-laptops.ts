import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import type { SqlJsStatic } from 'sql.js'
import type { FactDraft } from '../../../../shared/domain/ledger/fact'
import { type CborValue, encodeCbor } from '../../../../shared/formats/cbor'
import type { AppFiles } from '../../app-files'
import {
  closeCommittee,
  endOf,
  enterRunsFor,
  grantMadeUpCases,
  type Laptop,
  madeUpTask,
  madeUpText,
  makeCommittee,
  openMadeUpCase,
  send,
} from '../bench-committee'
import type { LaptopImage } from './laptop-calls'
import type { PlainCase } from './plain-calls'

/** A committee's laptops, and the same payload in the clear. */
export interface FilledLaptops {
  /** Of each laptop; the first one has everything, the others the committee alone. */
  readonly imageFiles: readonly string[]
  /** Entries that the first laptop has, and each of the others. */
  readonly entries: number
  readonly entriesBefore: number
  readonly plainCases: readonly PlainCase[]
  /** Of kinds, contents and texts, as the ledger encodes them before it seals. */
  readonly payloadBytes: number
}

export interface FillOptions {
  readonly folder: string
  readonly cases: number
  readonly members: number
  /** How many entries one signature is for: as many as a command enters. */
  readonly run: number
}

const entriesPerCase = 50
/** What stands in a case beside its tasks: how it was opened, and its text. */
const openingEntries = 2
const textChars = 1_000

const plainEntry = ({ kind, content, parts }: FactDraft): unknown => ({
  kind,
  content,
  parts: parts.map(({ value }) => value),
})

export const plainTask = (): unknown => plainEntry(madeUpTask(0))

const payloadOf = ({ kind, content, parts }: FactDraft): number =>
  encodeCbor([kind, content as CborValue, parts.map(({ value }) => value as CborValue)]).length

const countEntries = ({ store }: Laptop): number =>
  Number(store.db.exec('SELECT count(*) FROM entry')[0]?.values[0]?.[0])

/** Makes them up, and leaves each as a file. */
export const fillLaptops = async (
  sqlite: SqlJsStatic,
  files: AppFiles,
  { folder, cases, members, run }: FillOptions,
): Promise<FilledLaptops> => {
  const committee = await makeCommittee(sqlite, files, members)
  const { founder, others } = committee
  for (const other of others) await send(founder, other)
  const entriesBefore = Math.max(...others.map(countEntries))

  const made: { notice: string; caseId: string }[] = []
  const plainCases: PlainCase[] = []
  let payloadBytes = 0
  for (let number = 0; number < cases; number++) {
    const facts = [
      madeUpText(textChars),
      ...Array.from({ length: entriesPerCase - openingEntries }, (_, at) => madeUpTask(at)),
    ]
    const one = await openMadeUpCase(committee, others, facts.slice(0, 1))
    const runs: FactDraft[][] = []
    for (let at = 1; at < facts.length; at += run) runs.push(facts.slice(at, at + run))
    await enterRunsFor(founder, founder, one.caseId, runs, endOf(founder, one.caseId))
    made.push(one)
    plainCases.push({ caseId: one.caseId, entries: facts.map(plainEntry) })
    payloadBytes += facts.reduce((sum, fact) => sum + payloadOf(fact), 0)
  }
  founder.reopen()
  await grantMadeUpCases(committee, made, others)

  const entries = countEntries(founder)
  const imageFiles: string[] = []
  for (const [number, laptop] of [founder, ...others].entries()) {
    const file = join(folder, `laptop-${cases}-${number}`)
    const image: LaptopImage = { image: laptop.store.db.export(), secrets: laptop.secrets }
    await writeFile(file, serialize(image), { mode: 0o600 })
    imageFiles.push(file)
  }
  await closeCommittee(committee)
  return { imageFiles, entries, entriesBefore, plainCases, payloadBytes }
}
