import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeExchangeKeys } from '../../../../../../electron/vault/crypto/key-exchange'
import { loadSodium, sodium } from '../../../../../../electron/vault/crypto/sodium'
import { startOpening } from '../../../../../../electron/vault/crypto/stream'
import { deriveTrafficKey } from '../../../../../../electron/vault/meeting/channel/key-schedule'
import { utf8 } from '../../../../../../shared/util/bytes'
import {
  channelOf,
  deviceOf,
  openPair,
  openSide,
  outcomeOf,
  roomSecret,
  setupOf,
} from '../../../../../support/meeting/channel-cast'
import { carryAll } from '../../../../../support/meeting/fake-pipe'
import {
  afterCredentials,
  circumstancesOf,
  readCredentials,
  runOf,
} from '../../../../../support/meeting/insider'

interface Heap {
  HEAPU8: Uint8Array
  _free: (address: number) => void
}
const heapOf = () => (sodium as unknown as { libsodium: Heap }).libsodium
const stateBytes = 52

/** Every secret that the two sides of this process made, as the arrays themselves. */
const secrets = new Map<Uint8Array, string>()
/** Where the streams' states are, until they are given back, and what they held then. */
const states = new Set<number>()
const freed: Uint8Array[] = []

const isZero = (bytes: Uint8Array) => bytes.every((byte) => byte === 0)
const left = () => [...secrets].filter(([bytes]) => !isZero(bytes)).map(([, name]) => name)

beforeAll(loadSodium)

const watch = <A extends unknown[], R>(name: string, note: (result: R, args: A) => void) => {
  const target = sodium as unknown as Record<string, (...args: A) => R>
  const original = target[name] as (...args: A) => R
  vi.spyOn(target, name).mockImplementation((...args) => {
    const result = original(...args)
    note(result, args)
    return result
  })
}

beforeEach(() => {
  secrets.clear()
  states.clear()
  freed.length = 0
  watch<[Uint8Array], { privateKey: Uint8Array }>('crypto_kx_seed_keypair', (keys, [seed]) => {
    secrets.set(seed, 'seed').set(keys.privateKey, 'ephemeral secret key')
  })
  for (const name of ['crypto_kx_client_session_keys', 'crypto_kx_server_session_keys']) {
    watch<unknown[], { sharedRx: Uint8Array; sharedTx: Uint8Array }>(name, (keys) => {
      secrets.set(keys.sharedRx, name).set(keys.sharedTx, name)
    })
  }
  watch<[number, Uint8Array, Uint8Array | null], Uint8Array>(
    'crypto_generichash',
    (hash, [, message, key]) => {
      const label = Buffer.from(message).toString('latin1').split('\0')[0] as string
      // An authenticator is on the wire: it is no secret.
      if (key !== null && !label.includes('-mac/')) secrets.set(hash, label)
      if (key !== null && !isZero(key) && key.length === 64) secrets.set(key, 'agreed secret')
    },
  )
  watch<unknown[], { state: number }>('crypto_secretstream_xchacha20poly1305_init_push', (made) =>
    states.add(made.state),
  )
  watch<unknown[], number>('crypto_secretstream_xchacha20poly1305_init_pull', (state) =>
    states.add(state),
  )
  const heap = heapOf()
  const free = heap._free
  vi.spyOn(heap, '_free').mockImplementation((address) => {
    if (states.delete(address)) freed.push(heap.HEAPU8.slice(address, address + stateBytes))
    free(address)
  })
})

afterEach(() => {
  vi.restoreAllMocks()
})

const expectNothingLeft = () => {
  expect(secrets.size).toBeGreaterThan(0)
  expect(left()).toEqual([])
  expect(states.size).toBe(0)
  expect(freed.filter((state) => !isZero(state))).toEqual([])
}

describe('the keys of a link', () => {
  it('of the handshake are gone when it is done; the streams hold theirs', async () => {
    const { ada, ben } = openPair()
    await Promise.all([channelOf(ada), channelOf(ben)])
    expect(secrets.size).toBeGreaterThan(10)
    expect(left()).toEqual([])
    expect(states.size).toBe(4)
    const { HEAPU8 } = heapOf()
    for (const at of states) expect(isZero(HEAPU8.slice(at, at + 32))).toBe(false)
  })

  const ends = {
    'our goodbye and theirs': async () => {
      const { ada, ben } = openPair()
      const [atAda] = [await channelOf(ada), await channelOf(ben)]
      atAda.close()
      carryAll(ada.pipe, ben.pipe)
    },
    'a cut': async () => {
      const { ada, ben } = openPair()
      await Promise.all([channelOf(ada), channelOf(ben)])
      ada.pipe.close()
      ben.pipe.close()
    },
    'a frame that is refused': async () => {
      const { ada, ben } = openPair()
      await Promise.all([channelOf(ada), channelOf(ben)])
      ada.pipe.receive(new Uint8Array(40))
      ben.pipe.receive(new Uint8Array(3))
    },
    'a peer that never answers': async () => {
      const ada = openSide(setupOf('Ada', 'Ben'))
      ada.timer.runAll()
    },
    'a peer that stops after its hello': async () => {
      const hello = openSide(setupOf('Ada', 'Ben')).pipe.sent[0] as Uint8Array
      secrets.clear()
      const ben = openSide(setupOf('Ben', 'Ada'))
      ben.pipe.receive(hello)
      ben.timer.runAll()
    },
    'a peer that is never ready': async () => {
      const { ada, ben } = openPair()
      const [answer] = ben.pipe.sent as [Uint8Array]
      for (const side of [ada, ben]) (await channelOf(side)).close()
      const again = openSide(setupOf('Ada', 'Ben'))
      again.pipe.receive(answer)
      again.pipe.close()
      // When it is at last, nothing begins under keys that were overwritten and are known.
      const count = freed.length
      again.pipe.receive(ben.pipe.sent[1] as Uint8Array)
      expect([states.size, freed.length]).toEqual([0, count])
    },
    'a stream that begins wrongly': async () => {
      const { ada, ben } = openPair()
      const [hello, identity] = ada.pipe.sent as [Uint8Array, Uint8Array]
      for (const side of [ada, ben]) (await channelOf(side)).close()
      const again = openSide(setupOf('Ben', 'Ada'))
      const ready = new Uint8Array(43)
      ready.set([1, 4])
      for (const message of [hello, identity, ready]) again.pipe.receive(message)
      expect(await outcomeOf(again)).toBe('meeting/frame-refused')
    },
    'a device that is refused': async () => {
      const { ada } = openPair({}, { judgePeer: () => ({ kind: 'refused', reason: 'revoked' }) })
      expect(await outcomeOf(ada)).toBe('meeting/closed-early')
    },
    'another room': async () => {
      openPair({ roomSecret: new Uint8Array(32).fill(1) })
    },
    'a vault that cannot tell': async () => {
      const judgePeer = () => {
        throw new Error('no ledger')
      }
      const { ben } = openPair({}, { judgePeer })
      await expect(ben.opened).rejects.toThrow('no ledger')
    },
  }

  it.each(Object.entries(ends))('are gone after %s', async (_, end) => {
    await end()
    expectNothingLeft()
  })

  it('are not those of the caller: device and room keep theirs', async () => {
    const setup = setupOf('Ada', 'Ben')
    const ada = openSide(setup)
    ada.timer.runAll()
    await ada.opened
    expect(setup.roomSecret).toEqual(roomSecret())
    expect(isZero(deviceOf('Ada').secretKey)).toBe(false)
  })
})

describe('who recorded a run and takes both laptops later', () => {
  /** All that lasts: both devices' keys, in both forms, and the room's secret. */
  const lastingKeys = () => [
    roomSecret(),
    ...(['Ada', 'Ben'] as const).flatMap((name) => [
      deviceOf(name).secretKey.slice(0, 32),
      sodium.crypto_sign_ed25519_sk_to_curve25519(deviceOf(name).secretKey),
    ]),
  ]
  const link = () => circumstancesOf('Ada', 'Ben')
  const record = async () => {
    const seeds: Uint8Array[] = []
    const random = (length: number) => {
      const bytes = crypto.getRandomValues(new Uint8Array(length))
      if (length === 32) seeds.push(bytes.slice())
      return bytes
    }
    const { ada, ben } = openPair({ random }, { random })
    const [atAda] = [await channelOf(ada), await channelOf(ben)]
    await atAda.send(utf8('what was said'))
    const [hello, identity, ready, said] = ada.pipe.sent as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]
    const [answer] = ben.pipe.sent as [Uint8Array]
    return { hello, identity, ready, said, answer, seedOfAda: seeds[0] as Uint8Array }
  }

  /** Whatever one could open with this as a secret key of the one who spoke first. */
  const openWith = (secretKey: Uint8Array, run: Awaited<ReturnType<typeof record>>) => {
    const { hello, answer, identity, ready, said } = run
    const own = { publicKey: hello.slice(2, 34), secretKey: secretKey.slice() }
    const exchanged = runOf(link(), hello, 'initiator', own, answer.slice(2, 34))
    const shown = readCredentials('responder', exchanged, answer.subarray(34))
    const after = afterCredentials(exchanged, answer.subarray(34), deviceOf('Ben').publicKey)
    const shownBack = readCredentials('initiator', after, identity.subarray(2))
    const ended = afterCredentials(after, identity.subarray(2), deviceOf('Ada').publicKey)
    const key = deriveTrafficKey('initiator', ended.secret, ended.transcript)
    const stream = startOpening(key, ready.slice(2, 26))
    stream.open(ready.subarray(26), ended.transcript)
    const opened = stream.open(said)
    stream.wipe()
    return [shown, shownBack, opened?.message ?? null]
  }

  it('opens nothing of it with all the keys that last', async () => {
    const run = await record()
    for (const key of lastingKeys()) expect(openWith(key, run)).toEqual([null, null, null])
  })

  it('would open all of it with the ephemeral key, which is gone', async () => {
    const run = await record()
    const { secretKey } = makeExchangeKeys(run.seedOfAda.slice())
    const [shown, shownBack, said] = openWith(secretKey, run)
    expect(shown?.slice(0, 32)).toEqual(deviceOf('Ben').publicKey)
    expect(shownBack?.slice(0, 32)).toEqual(deviceOf('Ada').publicKey)
    expect(said).toEqual(utf8('what was said'))
  })
})
