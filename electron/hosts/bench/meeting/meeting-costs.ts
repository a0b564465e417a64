import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SqlJsStatic } from 'sql.js'
import { loadSodium } from '../../../vault/crypto/sodium'
import { loadSqlite } from '../../../vault/storage/sqlite'
import type { AppFiles } from '../../app-files'
import { type FilledLaptops, type FillOptions, fillLaptops, plainTask } from './fill-laptops'
import { type BenchLaptop, startLaptop } from './laptop'
import { type BenchPlace, startBenchPlace } from './meeting-place'
import {
  editRows,
  firstSyncRows,
  flatnessRows,
  type MeetingRow,
  type MeetingSync,
  reconnectRows,
} from './meeting-rows'
import type { BenchPeer } from './peer'
import { type PlainPeer, startPlainPeer } from './plain-peer'
import { editing, firstSync, joinAll, memoryOf, reconnect } from './scenarios'

export interface MeetingOptions {
  readonly executablePath: string
  /** Of `sync`, `edits` and `reconnect`. */
  readonly parts: readonly string[]
  /** Numbers of cases at a first sync, ascending. */
  readonly cases: readonly number[]
  /** Numbers of peers at a meeting. */
  readonly peers: readonly number[]
  /** How many entries one signature is for. */
  readonly run: number
  /** Edits of each kind at a meeting. */
  readonly rounds: number
  readonly say: (what: string) => void
  /** Told what is measured as soon as it is: the large sizes take long. */
  readonly show: (rows: readonly MeetingRow[]) => void
}

interface Bench extends MeetingOptions {
  readonly files: AppFiles
  readonly sqlite: SqlJsStatic
  readonly folder: string
  readonly place: BenchPlace
}

/** Entries that two peers add while they are apart, both together. */
const apartEdits = 1_000
/** Evaluated in a page at once. */
const casesPerFill = 200

const closing = async <T extends BenchPeer, R>(
  starting: readonly Promise<T>[],
  work: (peers: readonly T[]) => Promise<R>,
): Promise<R> => {
  const peers = await Promise.all(starting)
  try {
    return await work(peers)
  } finally {
    await Promise.all(peers.map((peer) => peer.close()))
  }
}

const fill = (
  { sqlite, files, folder, run }: Bench,
  options: Pick<FillOptions, 'cases' | 'members'>,
): Promise<FilledLaptops> => fillLaptops(sqlite, files, { ...options, folder, run })

const firstCaseOf = ({ plainCases }: FilledLaptops): string => {
  const [first] = plainCases
  if (first === undefined) throw new Error('no case')
  return first.caseId
}

const startLaptops = (
  { files, executablePath, place }: Bench,
  filled: FilledLaptops,
): readonly Promise<BenchLaptop>[] =>
  filled.imageFiles.map((imageFile) =>
    startLaptop({
      files,
      executablePath,
      place: place.ours,
      caseId: firstCaseOf(filled),
      imageFile,
    }),
  )

const startPlain = (
  { files, executablePath, place }: Bench,
  filled: FilledLaptops,
): readonly Promise<PlainPeer>[] => {
  const room = place.newPlain()
  const caseId = firstCaseOf(filled)
  return filled.imageFiles.map(() =>
    startPlainPeer({ files, executablePath, place: room, caseId, newEntry: plainTask }),
  )
}

/** The first page has everything, as the first laptop does. @returns how many entries that are */
const fillPlain = async (
  [first]: readonly PlainPeer[],
  { plainCases }: FilledLaptops,
): Promise<number> => {
  for (let at = 0; at < plainCases.length; at += casesPerFill)
    await first?.fill(plainCases.slice(at, at + casesPerFill))
  return plainCases.reduce((sum, { entries }) => sum + entries.length, 0)
}

const pairOf = <T>([first, second]: readonly T[]): readonly [T, T] => {
  if (first === undefined || second === undefined) throw new Error('two peers')
  return [first, second]
}

const syncOne = async (bench: Bench, cases: number): Promise<MeetingSync> => {
  bench.say(`a first sync of ${cases} cases`)
  const filled = await fill(bench, { cases, members: 2 })
  const ours = await closing(startLaptops(bench, filled), async (laptops) => {
    const pair = pairOf(laptops)
    const figures = await firstSync(pair, filled.entries)
    const [{ collectMs }, received] = [await pair[0].state(), await pair[1].state()]
    const reachedAtMs = await pair[1].reached(filled.entries)
    const listedMs = (await pair[1].listed(cases)) - reachedAtMs
    const memory = await memoryOf(laptops)
    return { ...figures, collectMs, receiveMs: received.receiveMs, listedMs, memory }
  })
  const plain = await closing(startPlain(bench, filled), async (pages) => {
    const count = await fillPlain(pages, filled)
    const figures = await firstSync(pairOf(pages), count)
    return { ...figures, count, memory: await memoryOf(pages) }
  })
  const { payloadBytes } = filled
  return { cases, entries: filled.entries - filled.entriesBefore, payloadBytes, ours, plain }
}

async function* sync(bench: Bench): AsyncGenerator<readonly MeetingRow[], void> {
  const all: MeetingSync[] = []
  for (const cases of bench.cases) {
    const one = await syncOne(bench, cases)
    all.push(one)
    yield firstSyncRows(one)
  }
  yield flatnessRows(all)
}

/** Laptops, or pages, that are in sync with a few cases. */
const meet = async <R>(
  bench: Bench,
  members: number,
  work: (peers: readonly BenchPeer[]) => Promise<R>,
): Promise<{ readonly ours: R; readonly plain: R }> => {
  const filled = await fill(bench, { cases: 2, members })
  const ours = await closing(startLaptops(bench, filled), async (laptops) => {
    await joinAll(laptops)
    await Promise.all(laptops.map((laptop) => laptop.reached(filled.entries)))
    return work(laptops)
  })
  const plain = await closing(startPlain(bench, filled), async (pages) => {
    const count = await fillPlain(pages, filled)
    await joinAll(pages)
    await Promise.all(pages.map((page) => page.reached(count)))
    return work(pages)
  })
  return { ours, plain }
}

async function* edits(bench: Bench): AsyncGenerator<readonly MeetingRow[], void> {
  for (const size of bench.peers) {
    bench.say(`a meeting of ${size}`)
    const figures = await meet(bench, size, async (peers) => ({
      ...(await editing(peers, bench.rounds)),
      memory: await memoryOf(peers),
    }))
    yield editRows(size, figures)
  }
}

async function* reconnects(bench: Bench): AsyncGenerator<readonly MeetingRow[], void> {
  bench.say(`${apartEdits} edits apart`)
  const figures = await meet(bench, 2, (peers) => reconnect(pairOf(peers), apartEdits / 2))
  yield reconnectRows(apartEdits, figures)
}

/**
 * What a meeting costs, beside plain y-webrtc with the same payload in the clear in one Y document. Each peer is a browser process
 * of its own, and a laptop's vault another; vaults have no disk.
 */
export const benchMeeting = async (
  files: AppFiles,
  options: MeetingOptions,
): Promise<readonly MeetingRow[]> => {
  await loadSodium()
  const sqlite = await loadSqlite(await readFile(files.wasm))
  const folder = await mkdtemp(join(tmpdir(), 'conclave-bench-'))
  const place = await startBenchPlace()
  const bench: Bench = { ...options, files, sqlite, folder, place }
  const rows: MeetingRow[] = []
  try {
    for (const [part, measured] of Object.entries({ sync, edits, reconnect: reconnects })) {
      if (!options.parts.includes(part)) continue
      for await (const some of measured(bench)) {
        if (some.length > 0) options.show(some)
        rows.push(...some)
      }
    }
    return rows
  } finally {
    await place.close()
    await rm(folder, { recursive: true, force: true })
  }
}
