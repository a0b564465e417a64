import { WebrtcProvider } from 'y-webrtc'
import * as Y from 'yjs'
import type { PlainCalls } from '../meeting/plain-calls'
import { cuttingConnection, nowMs, type WireMeter } from './cut-connection'

// The peer of the bench: every case in the clear in one Y document, synced by y-webrtc as it is, but for the cutting
// without which it would not finish.

const doc = new Y.Doc()
const cases = doc.getMap<Y.Array<unknown>>('cases')
const meter: WireMeter = { sentBytes: 0, receivedBytes: 0, openedAtMs: null, open: 0 }
const lengths = new Map<unknown, number>()
const waiting: { readonly count: number; readonly tell: (atMs: number) => void }[] = []
/** When each number of entries was there first, since somebody may ask afterwards. Of many at once only the last. */
const reachedAtMs = new Map<number, number>()
const maxKept = 1_000
let count = 0
let changedAtMs = 0
let provider: WebrtcProvider | null = null

const recount = (list: unknown): void => {
  if (!(list instanceof Y.Array)) return
  count += list.length - (lengths.get(list) ?? 0)
  lengths.set(list, list.length)
}

doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
  const before = count
  for (const [type, keys] of changed) {
    recount(type)
    // Of a list that is new, the map alone is told of as changed.
    if ((type as unknown) === cases) for (const key of keys) recount(cases.get(String(key)))
  }
  changedAtMs = nowMs()
  const from = Math.max(before + 1, count - maxKept)
  for (let each = from; each <= count; each++) reachedAtMs.set(each, changedAtMs)
  for (const one of waiting.splice(0)) {
    if (one.count <= count) one.tell(changedAtMs)
    else waiting.push(one)
  }
})

const plain: PlainCalls = {
  join: ({ url, room, password }) => {
    provider = new WebrtcProvider(room, doc, {
      signaling: [url],
      password,
      peerOpts: {
        config: { iceServers: [] },
        wrtc: {
          RTCPeerConnection: cuttingConnection(meter),
          RTCSessionDescription,
          RTCIceCandidate,
        },
      },
    })
  },
  leave: () => {
    provider?.destroy()
    provider = null
    meter.openedAtMs = null
  },
  fill: (given) => {
    for (const { caseId, entries } of given) {
      doc.transact(() => {
        const list = new Y.Array<unknown>()
        cases.set(caseId, list)
        list.push([...entries])
      })
    }
  },
  edit: ({ caseId, entry, times }) => {
    let atMs = nowMs()
    for (let each = 0; each < times; each++) {
      atMs = nowMs()
      cases.get(caseId)?.push([entry])
    }
    return atMs
  },
  reached: (wanted) =>
    count >= wanted
      ? Promise.resolve(reachedAtMs.get(wanted) ?? changedAtMs)
      : new Promise((tell) => waiting.push({ count: wanted, tell })),
  state: () => ({
    count,
    links: meter.open,
    upToDate: meter.open,
    linkedAtMs: meter.openedAtMs,
    wireBytes: meter.sentBytes + meter.receivedBytes,
  }),
}
Object.assign(globalThis, { plain })
