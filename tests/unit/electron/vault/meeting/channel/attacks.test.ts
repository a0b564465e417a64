import { beforeAll, describe, expect, it, vi } from 'vitest'
import { sign } from '../../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../../electron/vault/crypto/sodium'
import type { JudgePeer } from '../../../../../../electron/vault/meeting/channel/judge-peer'
import { signedByRole } from '../../../../../../electron/vault/meeting/channel/key-schedule'
import { encodeHandshakeMessage } from '../../../../../../shared/formats/meeting-frame'
import { bytesToHex, concatBytes } from '../../../../../../shared/util/bytes'
import {
  deviceIdOf,
  deviceOf,
  fingerprintOf,
  judgeCast,
  openPair,
  openSide,
  outcomeOf,
  type Side,
  setupOf,
} from '../../../../../support/meeting/channel-cast'
import { carryAll } from '../../../../../support/meeting/fake-pipe'
import {
  afterCredentials,
  circumstancesOf,
  composeHello,
  ephemeralOf,
  ownCredentials,
  readCredentials,
  resealCredentials,
  runOf,
} from '../../../../../support/meeting/insider'

beforeAll(loadSodium)

const link = () => circumstancesOf('Ada', 'Ben')
const takeOne = ({ pipe }: Side): Uint8Array => {
  const [message, ...rest] = pipe.takeSent()
  if (message === undefined || rest.length > 0) throw new Error('not exactly one message')
  return message
}
const answerWith = (ephemeralKey: Uint8Array, sealed: Uint8Array) =>
  encodeHandshakeMessage('answer', { ephemeralKey, sealed })
const sealedIn = (message: Uint8Array) => message.subarray(message.length - 168)

describe('a signalling server that swaps the fingerprints', () => {
  /** Two links, each end of which sees Mallory's certificate where the other laptop's should be. */
  const openSwapped = () => ({
    ada: openSide(setupOf('Ada', 'Mallory')),
    ben: openSide({
      ...setupOf('Ben', 'Mallory'),
      binding: {
        localFingerprint: fingerprintOf('Ben'),
        // Another certificate of Mallory's, so that Ben waits as he would for Ada.
        remoteFingerprint: new Uint8Array(32).fill(1),
      },
    }),
  })

  it('gets no link out of passing on what the two say', async () => {
    const { ada, ben } = openSwapped()
    carryAll(ada.pipe, ben.pipe)
    expect([await outcomeOf(ada), await outcomeOf(ben)]).toEqual([
      'meeting/closed-early',
      'meeting/wrong-room',
    ])
    expect(ben.pipe.sent).toEqual([])
  })

  it('gets none with the room secret either: the runs on its two links differ', async () => {
    const { ada, ben } = openSwapped()
    const helloOfAda = takeOne(ada)
    const second = { ...link(), initiatorFingerprint: new Uint8Array(32).fill(1) }
    ben.pipe.receive(composeHello(second, helloOfAda.slice(2, 34)))
    ada.pipe.receive(takeOne(ben))
    expect(await outcomeOf(ada)).toBe('meeting/does-not-open')
    expect(ada.pipe.sent).toHaveLength(1)
  })
})

describe('someone in the middle who knows the room secret and passes on what the two say', () => {
  it('cannot put their own name in place of the one that speaks first', async () => {
    const judgePeer = vi.fn<JudgePeer>(judgeCast)
    const ada = openSide(setupOf('Ada', 'Ben'))
    const ben = openSide(setupOf('Ben', 'Ada', { judgePeer }))
    const hello = takeOne(ada)
    ben.pipe.receive(hello)
    const answer = takeOne(ben)
    ada.pipe.receive(answer)
    // Mallory, a member in good standing, knows neither ephemeral secret key: she tries with one of her own.
    const guess = runOf(link(), hello, 'initiator', ephemeralOf(9), answer.slice(2, 34))
    const after = afterCredentials(guess, sealedIn(answer), deviceOf('Ben').publicKey)
    const sealed = ownCredentials('initiator', after, deviceOf('Mallory'))
    ben.pipe.receive(encodeHandshakeMessage('identity', { sealed }))
    expect(await outcomeOf(ben)).toBe('meeting/does-not-open')
    expect(judgePeer).not.toHaveBeenCalled()
  })

  it('cannot put their own name in place of the one that answers', async () => {
    const ada = openSide(setupOf('Ada', 'Ben'))
    const ben = openSide(setupOf('Ben', 'Ada'))
    const hello = takeOne(ada)
    ben.pipe.receive(hello)
    const answer = takeOne(ben)
    const guess = runOf(link(), hello, 'responder', ephemeralOf(9), answer.slice(2, 34))
    const sealed = ownCredentials('responder', guess, deviceOf('Mallory'))
    ada.pipe.receive(answerWith(answer.slice(2, 34), sealed))
    expect(await outcomeOf(ada)).toBe('meeting/does-not-open')
  })

  it('reads no name: what each seals opens for the other alone', () => {
    const { ada, ben } = openPair()
    const [hello, identity] = ada.pipe.sent as [Uint8Array, Uint8Array]
    const [answer] = ben.pipe.sent as [Uint8Array]
    const guess = runOf(link(), hello, 'initiator', ephemeralOf(9), answer.slice(2, 34))
    const after = afterCredentials(guess, sealedIn(answer), deviceOf('Ben').publicKey)
    expect(readCredentials('responder', guess, sealedIn(answer))).toBeNull()
    expect(readCredentials('initiator', after, sealedIn(identity))).toBeNull()
  })
})

describe('someone who knows the room secret and runs the handshake with both', () => {
  /** Mallory's run with Ada, whom she answers as Ben would, with an ephemeral key of her own. */
  const answerAda = (credentials: (run: ReturnType<typeof runOf>) => Uint8Array) => {
    const ada = openSide(setupOf('Ada', 'Ben'))
    const hello = takeOne(ada)
    const mine = ephemeralOf(7)
    const run = runOf(link(), hello, 'responder', mine, mine.publicKey)
    ada.pipe.receive(answerWith(mine.publicKey, credentials(run)))
    return { ada, run }
  }
  /** Mallory's run with Ben, whom she calls as Ada would. */
  const callBen = (judgePeer: JudgePeer = judgeCast) => {
    const ben = openSide(setupOf('Ben', 'Ada', { judgePeer }))
    const mine = ephemeralOf(8)
    const hello = composeHello(link(), mine.publicKey)
    ben.pipe.receive(hello)
    const answer = takeOne(ben)
    const run = runOf(link(), hello, 'initiator', mine, answer.slice(2, 34))
    return { ben, run, answer, credentials: readCredentials('responder', run, sealedIn(answer)) }
  }

  it('learns who answers, and that is all: the documented price of speaking first', () => {
    const { credentials } = callBen()
    expect(bytesToHex(credentials?.subarray(0, 32) as Uint8Array)).toBe(deviceIdOf('Ben'))
  })

  it('cannot pass for the one who answered: that signature is for another run', async () => {
    const { credentials } = callBen()
    const { ada } = answerAda((run) =>
      resealCredentials('responder', run, credentials as Uint8Array),
    )
    expect(await outcomeOf(ada)).toBe('meeting/bad-signature')
    expect(ada.pipe.sent).toHaveLength(1)
  })

  it('cannot pass for the one who spoke first with what that one told her', async () => {
    const judgePeer = vi.fn<JudgePeer>(judgeCast)
    // Ada takes Mallory for the member that she is, and tells her who she is.
    const { ada, run } = answerAda((one) => ownCredentials('responder', one, deviceOf('Mallory')))
    const [identity] = ada.pipe.takeSent() as [Uint8Array]
    const known = ownCredentials('responder', run, deviceOf('Mallory'))
    const toldBy = afterCredentials(run, known, deviceOf('Mallory').publicKey)
    const told = readCredentials('initiator', toldBy, sealedIn(identity)) as Uint8Array
    expect(bytesToHex(told.subarray(0, 32))).toBe(deviceIdOf('Ada'))

    const { ben, run: withBen, answer } = callBen(judgePeer)
    const after = afterCredentials(withBen, sealedIn(answer), deviceOf('Ben').publicKey)
    const sealed = resealCredentials('initiator', after, told)
    ben.pipe.receive(encodeHandshakeMessage('identity', { sealed }))
    expect(await outcomeOf(ben)).toBe('meeting/bad-signature')
    expect(judgePeer).not.toHaveBeenCalled()
  })

  it('cannot use a signature of one role in the other', async () => {
    const { ada } = answerAda((run) => {
      const { publicKey, secretKey } = deviceOf('Mallory')
      const signed = signedByRole('initiator', run.transcript, publicKey)
      return resealCredentials('responder', run, concatBytes(publicKey, sign(secretKey, signed)))
    })
    expect(await outcomeOf(ada)).toBe('meeting/bad-signature')
  })

  it('cannot name a device that she does not hold', async () => {
    const { ada } = answerAda((run) => {
      const { publicKey } = deviceOf('Ben')
      const signed = signedByRole('responder', run.transcript, publicKey)
      const signature = sign(deviceOf('Mallory').secretKey, signed)
      return resealCredentials('responder', run, concatBytes(publicKey, signature))
    })
    expect(await outcomeOf(ada)).toBe('meeting/bad-signature')
  })

  it('is known as who she is when she shows her own device', async () => {
    const { ada } = answerAda((run) => ownCredentials('responder', run, deviceOf('Mallory')))
    expect(ada.pipe.sent).toHaveLength(3)
    ada.timer.runAll()
    expect(await outcomeOf(ada)).toBe('meeting/no-answer')
  })
})

describe('a key of small order', () => {
  const zero = new Uint8Array(32)

  it('is no hello, even with the room secret', async () => {
    const ben = openSide(setupOf('Ben', 'Ada'))
    ben.pipe.receive(composeHello(link(), zero))
    expect([await outcomeOf(ben), ben.pipe.sent]).toEqual(['meeting/handshake-malformed', []])
  })

  it('is no answer', async () => {
    const ada = openSide(setupOf('Ada', 'Ben'))
    ada.pipe.receive(answerWith(zero, new Uint8Array(168)))
    expect(await outcomeOf(ada)).toBe('meeting/handshake-malformed')
  })
})

describe('a device that the vault does not talk to', () => {
  it.each(['unknown-device', 'revoked', 'left'] as const)(
    'is refused as %s, named, and told nothing: who answers',
    async (reason) => {
      const { ada, ben } = openPair({}, { judgePeer: () => ({ kind: 'refused', reason }) })
      expect(await ben.opened).toEqual({
        ok: false,
        error: { code: 'meeting/peer-refused', deviceId: deviceIdOf('Ada'), reason },
      })
      expect(ben.pipe.sent).toHaveLength(1)
      expect(await outcomeOf(ada)).toBe('meeting/closed-early')
    },
  )

  it('is refused before the one who speaks first has shown itself', async () => {
    const { ada, ben } = openPair({ judgePeer: () => ({ kind: 'refused', reason: 'revoked' }) })
    expect(await outcomeOf(ada)).toBe('meeting/peer-refused')
    expect(ada.pipe.sent).toHaveLength(1)
    expect(await outcomeOf(ben)).toBe('meeting/closed-early')
  })

  it('is this very device, whatever the vault would say: a copied folder, or two ends of one laptop', async () => {
    const { ada, ben } = openPair({}, { device: deviceOf('Ada') })
    expect(await outcomeOf(ada)).toBe('meeting/own-device')
    expect(await outcomeOf(ben)).toBe('meeting/closed-early')
  })

  it('is this very device also for the side that waits', async () => {
    const ben = openSide(setupOf('Ben', 'Ada'))
    const mine = ephemeralOf(8)
    const hello = composeHello(link(), mine.publicKey)
    ben.pipe.receive(hello)
    const answer = takeOne(ben)
    const run = runOf(link(), hello, 'initiator', mine, answer.slice(2, 34))
    const after = afterCredentials(run, sealedIn(answer), deviceOf('Ben').publicKey)
    const sealed = ownCredentials('initiator', after, deviceOf('Ben'))
    ben.pipe.receive(encodeHandshakeMessage('identity', { sealed }))
    expect(await outcomeOf(ben)).toBe('meeting/own-device')
  })

  it('ends in a defect, with the link closed, when the vault cannot tell', async () => {
    const judgePeer = () => {
      throw new Error('no ledger')
    }
    const { ada, ben } = openPair({}, { judgePeer })
    await expect(ben.opened).rejects.toThrow('no ledger')
    expect([ben.pipe.isClosed, ben.timer.waiting]).toEqual([true, 0])
    expect(await outcomeOf(ada)).toBe('meeting/closed-early')
  })
})
