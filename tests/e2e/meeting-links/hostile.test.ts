import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  ghostSdp,
  type HostileSignaller,
  joinHostile,
  newGhost,
  startLyingServer,
} from '../../support/meeting-links/hostile-signaller'
import { as, newRoom } from '../../support/meeting-links/meeting-place'
import type { SyncPeer } from '../../support/meeting-links/sync-peer'
import { withPeers } from '../../support/meeting-links/with-peers'

const peers = withPeers(3)

let mallory: HostileSignaller | null = null
afterEach(() => mallory?.close())

/** Nobody of the honest ever throws anything that is not caught. */
const expectCalm = async (...honest: readonly SyncPeer[]): Promise<void> => {
  for (const each of honest) expect(await each.uncaught()).toEqual([])
}

const signal = (from: string, to: string, given: object) => ({
  type: 'signal',
  from,
  to,
  token: 1,
  signal: given,
})

describe('someone with the password of the room, at the signalling server', () => {
  it('breaks nothing with junk, forged answers and offers of nobody', async () => {
    const { first, second, place } = peers
    const room = newRoom()
    const signalling = [place.url]
    mallory = await joinHostile(place, room)
    await first.be({ signalling, rooms: [room] })
    await expect.poll(() => mallory?.heard.size).toBe(1)
    const [victim = ''] = mallory.heard
    mallory.sayRaw(Buffer.alloc(64, 7).toString('base64'))
    mallory.sayRaw('QQ==')
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
    const answer = { type: 'answer', sdp: ghostSdp() }
    const junk: unknown[] = [
      null,
      7,
      'announce',
      deep,
      {},
      { type: 'announce' },
      { type: 'announce', from: { toString: 1 } },
      { type: 'signal', from: newGhost(), to: victim },
      signal(newGhost(), victim, answer),
      signal(victim, victim, answer),
      signal(newGhost(), victim, { type: 'offer', sdp: 'v=0' }),
      signal(newGhost(), victim, { type: 'renegotiate', renegotiate: true }),
      signal(newGhost(), victim, {
        type: 'transceiverRequest',
        transceiverRequest: { kind: 'video' },
      }),
      signal(newGhost(), victim, { type: 'candidate', candidate: { candidate: 'x' } }),
      ...Array.from({ length: 20 }, () =>
        signal(newGhost(), victim, { type: 'offer', sdp: ghostSdp() }),
      ),
    ]
    for (const each of junk) await mallory.say(each)
    await second.be({ signalling, rooms: [room] })
    await Promise.all([first.linked(1), second.linked(1)])
    for (const each of mallory.heard) {
      for (const other of mallory.heard) await mallory.say(signal(each, other, answer))
      await mallory.say(signal(each, victim, { type: 'offer', sdp: ghostSdp() }))
    }
    await first.page.waitForTimeout(500)
    await Promise.all([first.linked(1), second.linked(1)])
    await expectCalm(first, second)
  })

  it('does not keep an honest pair apart with 200 ghosts', async () => {
    const { first, second, place } = peers
    const room = newRoom()
    const crowd = await joinHostile(place, room)
    mallory = crowd
    const ghosts = Array.from({ length: 200 }, newGhost)
    const haunt = async (): Promise<void> => {
      for (const from of ghosts) await crowd.say({ type: 'announce', from })
    }
    await first.be({ signalling: [place.url], rooms: [room] })
    await expect.poll(() => crowd.heard.size).toBe(1)
    await haunt()
    const haunting = setInterval(haunt, 4_000)
    const beganMs = performance.now()
    try {
      await second.be({ signalling: [place.url], rooms: [room] })
      await Promise.all([first.linked(1, 10_000), second.linked(1, 10_000)])
    } finally {
      clearInterval(haunting)
    }
    console.log(`a pair among 200 ghosts: ${Math.round(performance.now() - beganMs)} ms`)
    await expectCalm(first, second)
  })

  it('gets no link made by a server that swaps DTLS fingerprints', async () => {
    const { first, second } = peers
    const room = newRoom()
    const other = Array.from({ length: 32 }, () => 'CD').join(':')
    let isLying = true
    const server = await startLyingServer(room, (sdp) =>
      isLying ? sdp.replace(/(a=fingerprint:sha-256 )\S+/, `$1${other}`) : sdp,
    )
    try {
      const rooms = [room]
      await first.be({ signalling: [server.url], rooms })
      await second.be({ signalling: [server.url], rooms })
      await first.page.waitForTimeout(3_000)
      for (const each of [first, second]) {
        expect((await each.said()).filter(({ kind }) => kind === 'linked')).toEqual([])
      }
      // It was the fingerprints, and nothing else.
      isLying = false
      await Promise.all([first.linked(1, 20_000), second.linked(1, 20_000)])
    } finally {
      server.close()
    }
  })
})

/** The document that someone in the lobby has, made of what they heard and what they did themselves. */
const lobbyAsHeard = async (peer: SyncPeer, own = new Y.Doc()): Promise<Y.Doc> => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(own))
  for (const message of await peer.lobbyMessages()) {
    const decoder = decoding.createDecoder(message)
    if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) === 0) continue
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder))
  }
  return doc
}

const updateMessage = (update: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint8Array(encoder, update)
  })

describe('a peer that plays foul on a link', () => {
  /** All three are linked and show themselves; the second one is Mallory's. */
  const meet = async () => {
    const { all, place } = peers
    const room = newRoom()
    const names = ['first', 'mallory', 'third']
    await Promise.all(
      all.map((each, index) =>
        each.be({ signalling: [place.url], rooms: [as(room, names[index] ?? '')] }),
      ),
    )
    await Promise.all(all.map((each) => each.linked(2)))
    for (const each of all) await expect.poll(each.lobby, { timeout: 10_000 }).toEqual(names)
    return peers
  }
  const honestShow = ['first', 'third']
  const honestIn = (doc: Y.Doc): readonly string[] =>
    [...doc.getMap<Uint8Array>('lobby').values()]
      .map((each) => new TextDecoder().decode(each))
      .filter((each) => honestShow.includes(each))
      .toSorted()
  const showsTheHonest = async (peer: SyncPeer): Promise<readonly string[]> =>
    (await peer.lobby()).filter((each) => honestShow.includes(each))

  it('does not break its link with junk in the lobby, nor any other', async () => {
    const { first, second, third } = await meet()
    const before = [await first.links(), await third.links()]
    await second.sendRaw('lobby', [
      new Uint8Array(),
      Uint8Array.of(1, 200, 1, 1),
      Uint8Array.of(0, 2, 255, 255, 3),
      Uint8Array.of(0, 1, 4, 1, 1, 1, 1),
      Uint8Array.of(3),
      Uint8Array.of(4, 1, 3, 97, 98, 99),
      new Uint8Array(200_000).fill(255),
    ])
    await first.page.waitForTimeout(500)
    expect([await first.links(), await third.links()]).toEqual(before)
    await expectCalm(first, third)
  })

  it('ends its link, and no other, with a piece that is none', async () => {
    const { first, second, third } = await meet()
    const ofFirst = await first.links()
    await second.sendRaw('frames', [Uint8Array.of(9, 9, 9)])
    const closed = async (peer: SyncPeer) =>
      (await peer.said()).filter((each) => each.kind === 'closed').length
    await expect.poll(() => closed(first)).toBe(1)
    await expect.poll(() => closed(third)).toBe(1)
    const [kept] = (await first.links()).filter((each) =>
      ofFirst.some(({ link }) => link === each.link),
    )
    expect(kept).toBeDefined()
    await expectCalm(first, third)
  })

  it('empties the lobby, or writes over it, and everyone is shown again', async () => {
    const { first, second, third } = await meet()
    const doc = await lobbyAsHeard(second)
    const lobby = doc.getMap('lobby')
    for (const foul of [
      (key: string) => lobby.delete(key),
      (key: string) => lobby.set(key, new TextEncoder().encode('mallory was here')),
    ]) {
      const before = Y.encodeStateVector(doc)
      doc.transact(() => [...lobby.keys()].forEach(foul))
      await second.sendRaw('lobby', [updateMessage(Y.encodeStateAsUpdate(doc, before))])
      // Both wrote theirs back over what was done to it.
      await expect
        .poll(async () => honestIn(await lobbyAsHeard(second, doc)), { timeout: 10_000 })
        .toEqual(honestShow)
    }
    for (const each of [first, third]) {
      await expect.poll(() => showsTheHonest(each), { timeout: 10_000 }).toEqual(honestShow)
    }
    await expectCalm(first, third)
  })

  it('fills the lobby, which is emptied and shows the others again', async () => {
    const { first, second, third } = await meet()
    const doc = new Y.Doc()
    const messages: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => messages.push(updateMessage(update)))
    for (let batch = 0; batch < 10; batch++) {
      doc.transact(() => {
        for (let each = 0; each < 60; each++) {
          doc.getMap('lobby').set(`${batch} ${each}`, new Uint8Array(512))
        }
      })
    }
    const questions = async () =>
      (await second.lobbyMessages()).filter(([a, b]) => a === 0 && b === 0).length
    const asked = await questions()
    await second.sendRaw('lobby', messages)
    // Both begin anew, and ask everyone for what they show.
    await expect.poll(questions, { timeout: 5_000 }).toBeGreaterThanOrEqual(asked + 2)
    await first.page.waitForTimeout(1_000)
    for (const each of [first, third]) {
      await expect.poll(() => showsTheHonest(each), { timeout: 60_000 }).toEqual(honestShow)
      expect((await each.lobby()).length).toBeLessThanOrEqual(128)
    }
    await expectCalm(first, third)
  })
})
