import { readFile } from 'node:fs/promises'
import { deserialize } from 'node:v8'
import { type MessagePort, parentPort } from 'node:worker_threads'
import type { Port } from '../../../../shared/contracts/ports'
import type { FromSync, ToSync } from '../../../../shared/contracts/sync-link'
import { unwrap } from '../../../../shared/errors/result'
import { loadSodium } from '../../../vault/crypto/sodium'
import type { Ledger } from '../../../vault/ledger/ledger-port'
import { createSyncWindow } from '../../../vault/meeting/link/sync-window'
import { createMeeting } from '../../../vault/meeting/meeting'
import { systemTime } from '../../../vault/meeting/meeting-time'
import { createNetworkService } from '../../../vault/meeting/network-service'
import { enterWrites } from '../../../vault/session/enter-facts'
import { beginSession } from '../../../vault/session/session'
import type { UnlockedVault } from '../../../vault/session/unlocked-vault'
import { loadSqlite, openDatabase } from '../../../vault/storage/sqlite'
import { nodePort } from '../../node-port'
import { madeUpTask } from '../bench-committee'
import { memoryStore } from '../memory-store'
import type { LaptopAnswer, LaptopCall, LaptopImage, LaptopPlace, VaultState } from './laptop-calls'

// The vault of one laptop of the bench, in a worker as the app has it: everything of an unlocked vault that meets, on a
// store without a disk.

if (parentPort === null) throw new Error('started by the process of a laptop')
const parent = parentPort

/** Of one machine, for all its processes. */
const nowMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000

const wire = { bytes: 0, linkedAtMs: null as number | null }
const spent = { receiveMs: 0, collectMs: 0 }
const reachedAtMs = new Map<number, number>()
const waiting: { readonly count: number; readonly tell: (atMs: number) => void }[] = []
let count = 0
let toldUpTo = 0
let changedAtMs = 0

/** What is here is shown: said when the window would be told to read again. */
const shown = (): void => {
  if (toldUpTo === count) return
  changedAtMs = nowMs()
  for (let each = toldUpTo + 1; each <= count; each++) reachedAtMs.set(each, changedAtMs)
  toldUpTo = count
  for (const one of waiting.splice(0)) {
    if (one.count <= count) one.tell(changedAtMs)
    else waiting.push(one)
  }
}

/** The ledger, counting what comes in and what its work takes. */
const watched = (ledger: Ledger): Ledger => ({
  ...ledger,
  receive: async (...given) => {
    const startedAtMs = performance.now()
    const received = await ledger.receive(...given)
    spent.receiveMs += performance.now() - startedAtMs
    if (received.ok) count += received.value.newEntries
    return received
  },
  collectOnly: (...given) => {
    const startedAtMs = performance.now()
    const delivery = ledger.collectOnly(...given)
    spent.collectMs += performance.now() - startedAtMs
    return delivery
  },
})

/** The port to the sync window, counting frames. */
const metered = (port: Port): Port => ({
  ...port,
  post: (message) => {
    const said = message as ToSync
    if (said.kind === 'frame') wire.bytes += said.bytes.length
    port.post(message)
  },
  on: (listener) =>
    port.on((message) => {
      const said = message as FromSync
      if (said.kind === 'frame') wire.bytes += said.bytes.length
      if (said.kind === 'linked') wire.linkedAtMs = nowMs()
      listener(message)
    }),
})

const openVault = async (imageFile: string, wasmFile: string): Promise<UnlockedVault> => {
  await loadSodium()
  const sqlite = await loadSqlite(await readFile(wasmFile))
  const { image, secrets } = deserialize(await readFile(imageFile)) as LaptopImage
  const db = openDatabase(sqlite, image)
  if (db === null) throw new Error('not a database')
  const store = memoryStore(sqlite, db)
  const { vault } = beginSession(
    { store, warnings: [], machineMatches: true, migratedFrom: null },
    secrets,
    { folder: '', cloudDrive: null, warnings: [], emit: shown, now: Date.now },
  )
  count = Number(db.exec('SELECT count(*) FROM entry')[0]?.values[0]?.[0])
  toldUpTo = count
  return { ...vault, ledger: watched(vault.ledger) }
}

const start = async (imageFile: string, wasmFile: string) => {
  const vault = await openVault(imageFile, wasmFile)
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T> | T): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
  const reportDefect = (thrown: unknown): void => console.error(thrown)
  const sync = createSyncWindow(systemTime, reportDefect)
  const meeting = createMeeting({
    vault,
    inTurn,
    time: systemTime,
    sync,
    network: createNetworkService(),
    rules: { allowsLoopback: true },
    reportDefect,
  })
  const untilAble = async (): Promise<void> => {
    while (!sync.canLink()) await new Promise((resolve) => setTimeout(resolve, 10))
  }

  return {
    attach: (port: MessagePort) => sync.attach(metered(nodePort(port))),
    join: async ({ code }: LaptopPlace) => {
      await untilAble()
      unwrap(await meeting.joinByCode(code))
    },
    leave: async () => {
      await meeting.leave()
      wire.linkedAtMs = null
    },
    edit: async (caseId: string, times: number): Promise<number> => {
      let atMs = nowMs()
      for (let each = 0; each < times; each++) {
        atMs = nowMs()
        await inTurn(async () => {
          unwrap(await enterWrites(vault, [{ space: caseId, facts: [madeUpTask(each)] }]))
          count += 1
          shown()
        })
      }
      return atMs
    },
    reached: (wanted: number): Promise<number> =>
      toldUpTo >= wanted
        ? Promise.resolve(reachedAtMs.get(wanted) ?? changedAtMs)
        : new Promise((tell) => waiting.push({ count: wanted, tell })),
    /** Waits until so many cases are in the list. */
    listed: async (cases: number): Promise<number> => {
      const listedNow = () =>
        Number(vault.store.db.exec('SELECT count(*) FROM case_index')[0]?.values[0]?.[0])
      while (listedNow() < cases) await new Promise((resolve) => setTimeout(resolve, 10))
      return nowMs()
    },
    state: (): VaultState => {
      const states = (meeting.view().meeting?.present ?? []).map(({ state }) => state)
      return {
        count,
        links: states.filter((state) => state !== 'linking').length,
        upToDate: states.filter((state) => state === 'up-to-date').length,
        linkedAtMs: wire.linkedAtMs,
        wireBytes: wire.bytes,
        ...spent,
      }
    },
  }
}

let vault: Awaited<ReturnType<typeof start>> | null = null
const started = (): Awaited<ReturnType<typeof start>> => {
  if (vault === null) throw new Error('started first')
  return vault
}

const answerTo = async (call: LaptopCall): Promise<unknown> => {
  switch (call.do) {
    case 'start':
      vault = await start(call.imageFile, call.wasmFile)
      return null
    case 'join':
      return started().join(call.place)
    case 'leave':
      return started().leave()
    case 'edit':
      return started().edit(call.caseId, call.times)
    case 'reached':
      return started().reached(call.count)
    case 'listed':
      return started().listed(call.cases)
    case 'state':
      return started().state()
  }
}

parent.on('message', async (message: MessagePort | { id: number; call: LaptopCall }) => {
  if (!('call' in message)) return started().attach(message)
  const answer: LaptopAnswer = await answerTo(message.call).then(
    (value) => ({ id: message.id, value }),
    (thrown) => ({ id: message.id, failed: String(thrown) }),
  )
  parent.postMessage(answer)
})
