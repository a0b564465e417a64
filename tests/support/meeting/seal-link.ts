import type { KeyPair } from '../../../electron/vault/crypto/keys'
import { openChannel } from '../../../electron/vault/meeting/channel/open-channel'
import type { ExchangeChannel } from '../../../electron/vault/meeting/exchange-ports'
import type { MeetingTime } from '../../../electron/vault/meeting/meeting-time'
import { unwrap } from '../../../shared/errors/result'
import type { ChannelPair, Party } from './channel-pair'

export interface KeyedParty extends Party {
  readonly committeeSpace: string
  readonly signKeys?: KeyPair
}

const fingerprint = (number: number) => new Uint8Array(32).fill(number)
const roomSecret = new Uint8Array(32).fill(5)

/** Puts the sealed channel of a meeting over a link, with its handshake; each side gets its end when that is done. */
export const sealLink = (
  clock: Pick<MeetingTime, 'startTimer'>,
  pair: ChannelPair,
  a: KeyedParty,
  b: KeyedParty,
  onOpen: (party: KeyedParty, channel: ExchangeChannel) => void,
): void => {
  const shake = async (
    [me, mine]: readonly [KeyedParty, number],
    [other, theirs]: readonly [KeyedParty, number],
    pipe: ExchangeChannel,
  ): Promise<void> => {
    const { signKeys } = me
    if (!signKeys) throw new Error('a party without keys')
    const opened = await openChannel(
      pipe,
      {
        committee: me.committeeSpace,
        binding: { localFingerprint: fingerprint(mine), remoteFingerprint: fingerprint(theirs) },
        entrance: { kind: 'meeting' },
        roomSecret,
        device: signKeys,
        judgePeer: (deviceId) =>
          deviceId === other.deviceId
            ? { kind: 'member', memberId: other.memberId }
            : { kind: 'refused', reason: 'unknown-device' },
        random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      },
      { timeoutMs: 10_000, startTimer: clock.startTimer },
    )
    const { channel } = unwrap(opened)
    onOpen(me, { ...channel, peer: { deviceId: other.deviceId, memberId: other.memberId } })
  }
  void shake([a, 1], [b, 2], pair.a)
  void shake([b, 2], [a, 1], pair.b)
}
