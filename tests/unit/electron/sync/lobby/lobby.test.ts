import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { createLobby, createLobbyPeer, lobbyLimits } from '../../../../../electron/sync/lobby/lobby'
import {
  maxLobbyBytes,
  readLobbyMessage,
  writeQuestion,
} from '../../../../../electron/sync/lobby/lobby-message'
import { maxPresenceBytes, maxPresences } from '../../../../../shared/contracts/sync-link'

const nowMs = () => Date.now()
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const message = (kind: number, content: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, content)
  })
const updateOf = (doc: Y.Doc): Uint8Array => message(2, Y.encodeStateAsUpdate(doc))
const docWith = (write: (doc: Y.Doc) => void): Y.Doc => {
  const doc = new Y.Doc()
  doc.transact(() => write(doc))
  return doc
}
const docOf = (count: number, sizeBytes = 1, prefix = 'k'): Y.Doc =>
  docWith((doc) => {
    for (let each = 0; each < count; each++) {
      doc.getMap('lobby').set(`${prefix}${each}`, new Uint8Array(sizeBytes))
    }
  })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe("a message on y-webrtc's channel", () => {
  it('is a question, or an update of presences', () => {
    expect(readLobbyMessage(writeQuestion(docOf(3)))).toEqual({ kind: 'question' })
    const update = Y.encodeStateAsUpdate(docOf(3, maxPresenceBytes))
    for (const kind of [1, 2]) {
      expect(readLobbyMessage(message(kind, update))).toEqual({ kind: 'update', update })
    }
  })

  it('is one as well when entries were written over, deleted, and put in the place of others', () => {
    const doc = docOf(3)
    doc.getMap('lobby').set('k0', new Uint8Array(5))
    doc.getMap('lobby').delete('k1')
    expect(readLobbyMessage(updateOf(doc))?.kind).toBe('update')
  })

  const map = (value: unknown) => updateOf(docWith((doc) => doc.getMap('lobby').set('k', value)))
  it.each([
    ['nothing', new Uint8Array()],
    ['awareness', Uint8Array.of(1, 200, 1, 1)],
    ['a question for awareness', Uint8Array.of(3)],
    ["BroadcastChannel's peers", Uint8Array.of(4, 1, 3, 97, 98, 99)],
    ['a kind that there is not', message(3, Y.encodeStateAsUpdate(docOf(1)))],
    ['a cut update', updateOf(docOf(3)).subarray(0, 20)],
    ['an update and more', Uint8Array.of(...updateOf(docOf(1)), 1)],
    ['an update above 96 KiB', updateOf(docOf(200, 512))],
    ['a presence above 512 bytes', updateOf(docOf(1, 513))],
    ['a text', map('text')],
    ['a number', map(1)],
    ['a type inside', map(new Y.Map())],
    ['a document inside', map(new Y.Doc())],
    ['another map', updateOf(docWith((doc) => doc.getMap('other').set('k', new Uint8Array(1))))],
  ])('is not %s', (_name, bytes) => {
    expect(readLobbyMessage(bytes)).toBeNull()
  })

  it('never makes the reader throw', () => {
    const good = updateOf(docOf(4, 20))
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.nat(255),
        fc.nat(good.length),
        (at, value, length) => {
          const bytes = good.slice(0, length)
          bytes[at] = value
          readLobbyMessage(bytes)
        },
      ),
    )
  })
})

const setup = () => {
  let doc = new Y.Doc()
  const docs: Y.Doc[] = []
  const shown: string[][] = []
  const questions: { question: Uint8Array; whom: string }[] = []
  const lobby = createLobby({
    key: 'own',
    syncDocument: (given) => {
      doc = given
      docs.push(given)
    },
    ask: (question, whom) => questions.push({ question, whom }),
    onShown: (presences) => shown.push(presences.map((each) => new TextDecoder().decode(each))),
    nowMs,
  })
  /** As y-webrtc does with what is passed to it. */
  const receive = (bytes: Uint8Array, from = createLobbyPeer(nowMs)): boolean => {
    let isPassed = false
    lobby.receive(from, bytes, () => {
      isPassed = true
      const decoder = decoding.createDecoder(bytes)
      decoding.readVarUint(decoder)
      if (decoding.readVarUint(decoder) === 0) return
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), 'other')
    })
    return isPassed
  }
  return {
    lobby,
    receive,
    shown,
    questions,
    docs,
    doc: () => doc,
    own: () => doc.getMap<Uint8Array>('lobby').get('own'),
    sizeBytes: () => Y.encodeStateAsUpdate(doc).length,
  }
}

describe('the lobby', () => {
  it('shows its own presence and those of others, at most twice a second', () => {
    const { lobby, receive, shown } = setup()
    lobby.show(bytesOf('own'))
    const other = docWith((doc) => doc.getMap('lobby').set('b', bytesOf('other')))
    receive(updateOf(other))
    for (let each = 0; each < 20; each++) {
      other.getMap('lobby').set('b', bytesOf(`other ${each}`))
      receive(updateOf(other))
      vi.advanceTimersByTime(100)
    }
    vi.advanceTimersByTime(lobbyLimits.tellMs)
    expect(shown.length).toBeLessThanOrEqual(5)
    expect(shown.at(-1)).toEqual(['own', 'other 19'])
  })

  it.each([
    ['deleted', (doc: Y.Doc) => doc.getMap('lobby').delete('own')],
    ['written over', (doc: Y.Doc) => doc.getMap('lobby').set('own', bytesOf('mallory'))],
  ])('enters its own presence again when it is %s by another', (_name, foul) => {
    const { lobby, receive, doc, own } = setup()
    lobby.show(bytesOf('own'))
    const mallory = new Y.Doc()
    Y.applyUpdate(mallory, Y.encodeStateAsUpdate(doc()))
    foul(mallory)
    receive(updateOf(mallory))
    expect(own()).toEqual(bytesOf('own'))
    expect(doc().getMap('lobby').size).toBe(1)
  })

  it('takes another number when another wrote under the number of its document', () => {
    const { lobby, receive, doc } = setup()
    lobby.show(bytesOf('own'))
    const number = doc().clientID
    const forged = new Y.Doc()
    forged.clientID = number
    for (let each = 0; each < 9; each++) forged.getMap('lobby').set('x', new Uint8Array(1))
    receive(updateOf(forged))
    expect(doc().clientID).not.toBe(number)
  })

  it('does not fight for it faster than once in two seconds', () => {
    const { lobby, receive, doc } = setup()
    lobby.show(bytesOf('own'))
    let written = 0
    doc().on('update', (_update, origin) => {
      if (origin !== 'other') written += 1
    })
    for (let round = 0; round < 100; round++) {
      const mallory = new Y.Doc()
      Y.applyUpdate(mallory, Y.encodeStateAsUpdate(doc()))
      mallory.getMap('lobby').delete('own')
      receive(updateOf(mallory))
      vi.advanceTimersByTime(100)
    }
    expect(written).toBeGreaterThan(3)
    expect(written).toBeLessThan(12)
  })

  it('never holds more than 96 KiB, begins anew when it is full, and asks the others', () => {
    const { lobby, receive, own, sizeBytes, docs, questions } = setup()
    lobby.show(bytesOf('own'))
    for (let round = 0; round < 10; round++) {
      receive(updateOf(docOf(50, 512, `${round} `)))
      expect(sizeBytes()).toBeLessThanOrEqual(maxLobbyBytes)
    }
    expect(docs).toHaveLength(2)
    expect(own()).toEqual(bytesOf('own'))
    expect(questions.map(({ whom }) => whom)).toContain('all')
  })

  it('begins anew when it has too many entries, however small, and shows 128 at most', () => {
    const { lobby, receive, docs, shown } = setup()
    lobby.show(bytesOf('own'))
    receive(updateOf(docOf(lobbyLimits.keys - 10)))
    vi.advanceTimersByTime(lobbyLimits.tellMs)
    expect(shown.at(-1)).toHaveLength(maxPresences)
    expect(shown.at(-1)?.[0]).toBe('own')
    receive(updateOf(docOf(20, 1, 'more')))
    expect(docs).toHaveLength(2)
  })

  it('does not hear who filled it for a while, and who sends junk ever again', () => {
    const { receive } = setup()
    const filler = createLobbyPeer(nowMs)
    const junk = createLobbyPeer(nowMs)
    receive(updateOf(docOf(100, 512, 'a')), filler)
    receive(updateOf(docOf(100, 512, 'b')), filler)
    receive(Uint8Array.of(9), junk)
    const fine = updateOf(docOf(1))
    expect([receive(fine, filler), receive(fine, junk)]).toEqual([false, false])
    vi.advanceTimersByTime(lobbyLimits.firstDeafMs)
    expect([receive(fine, filler), receive(fine, junk)]).toEqual([true, false])
  })

  it('hears no one faster than their pace', () => {
    const { receive } = setup()
    const fast = createLobbyPeer(nowMs)
    const passed = Array.from({ length: 200 }, () => receive(updateOf(docOf(1)), fast))
    expect(passed.filter(Boolean)).toHaveLength(lobbyLimits.messages.burst)
  })

  it('forgets who was not shown again for 80 s, and keeps who is', () => {
    const { lobby, receive, shown } = setup()
    lobby.show(bytesOf('own'))
    const staying = docWith((doc) => doc.getMap('lobby').set('stay', bytesOf('stays')))
    receive(updateOf(docWith((doc) => doc.getMap('lobby').set('go', bytesOf('goes')))))
    for (let round = 0; round < 4; round++) {
      staying.getMap('lobby').set('stay', bytesOf('stays'))
      receive(updateOf(staying))
      vi.advanceTimersByTime(lobbyLimits.refreshMs)
    }
    expect(shown.at(-1)).toEqual(['own', 'stays'])
  })

  it('asks one other now and then for what it missed, with what it has', () => {
    const { questions, doc } = setup()
    vi.advanceTimersByTime(lobbyLimits.askMs)
    expect(questions).toEqual([{ question: writeQuestion(doc()), whom: 'one' }])
  })

  it('does nothing more when it was stopped', () => {
    const { lobby, shown, questions, doc } = setup()
    lobby.show(bytesOf('own'))
    lobby.stop()
    const before = Y.encodeStateVector(doc())
    vi.advanceTimersByTime(100_000)
    expect([shown, questions]).toEqual([[], []])
    expect(Y.encodeStateVector(doc())).toEqual(before)
  })
})
