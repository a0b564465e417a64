import type { FramePipe } from '../../../shared/contracts/frame-pipe'
import { authorOf } from '../../../shared/domain/committee/selectors'
import { randomBytes } from '../crypto/keys'
import type { UnlockedVault } from '../session/unlocked-vault'
import type { JudgePeer } from './channel/judge-peer'
import type { OpenChannelFailure, OpenedChannel, openChannel } from './channel/open-channel'
import type { ExchangeChannel } from './exchange-ports'
import { createHandshakeLimit } from './handshake-limit'
import type { MeetingLink } from './link/sync-window'
import type { MeetingTime } from './meeting-time'
import type { KnownRoom } from './room-set'

/** A channel that stands. */
export interface StandingChannel {
  readonly deviceId: string
  readonly room: string
  /** The room where everyone meets had another name: by an older secret, or an invitation. */
  readonly byDoor: boolean
}

/** Links become sealed channels here, or are closed. */
export interface MeetingChannels {
  readonly take: (link: MeetingLink) => void
  readonly all: () => readonly StandingChannel[]
  /** Takes nothing more; what stands is the exchange's to end. */
  readonly stop: () => void
}

export interface MeetingChannelsDeps {
  readonly vault: UnlockedVault
  readonly time: MeetingTime
  /** Makes a sealed channel of a link: `openChannel`. */
  readonly openLink: typeof openChannel
  readonly roomOf: (name: string) => KnownRoom | undefined
  /** Lower is better: of two links to one laptop both sides keep the same one. */
  readonly rankOf: (room: string) => number
  readonly judgeIn: (room: KnownRoom) => JudgePeer
  readonly onOpen: (channel: ExchangeChannel) => void
  /** No channel to this device stands any more. */
  readonly onClosed: (deviceId: string) => void
  readonly onChanged: () => void
  readonly onRefused: (failure: OpenChannelFailure) => void
  readonly reportDefect: (thrown: unknown) => void
}

/** A laptop that is busy answers within a second; one that sleeps does not. */
export const handshakeTimeoutMs = 10_000

export const createMeetingChannels = (deps: MeetingChannelsDeps): MeetingChannels => {
  const { vault, time } = deps
  const limit = createHandshakeLimit(time.nowMs)
  const standing = new Map<object, StandingChannel>()
  /** Links that nothing is heard of, one for each laptop and room. */
  const left = new Set<string>()
  let isStopped = false

  const isHere = (deviceId: string): boolean =>
    [...standing.values()].some((one) => one.deviceId === deviceId)

  /** There is a channel to this device in a better room. */
  const isBetterOff = (deviceId: string, room: string): boolean =>
    [...standing.values()].some(
      (one) => one.deviceId === deviceId && deps.rankOf(one.room) < deps.rankOf(room),
    )

  const keep = (opened: OpenedChannel, room: string): void => {
    const { channel } = opened
    const { deviceId } = channel.peer
    if (isStopped || isBetterOff(deviceId, room)) {
      channel.close()
      return
    }
    const key = {}
    standing.set(key, { deviceId, room, byDoor: opened.kind === 'door' })
    deps.onOpen({
      peer: {
        deviceId,
        get memberId() {
          return authorOf(vault.ledger.committee(), deviceId) ?? ''
        },
      },
      send: channel.send,
      onFrame: channel.onFrame,
      onClose: (closed) =>
        channel.onClose(() => {
          standing.delete(key)
          closed()
          if (isStopped) return
          if (!isHere(deviceId)) deps.onClosed(deviceId)
          deps.onChanged()
        }),
      close: channel.close,
    })
    deps.onChanged()
  }

  const shake = async ({ room, binding, pipe }: MeetingLink, known: KnownRoom): Promise<void> => {
    const { keys, reason } = known
    let deviceId: string | null = null
    let leftAs: string | null = null
    /**
     * Of a link that is not needed any more nothing is heard; ended, it would be made again as long as both are in its
     * room. A second one is ended all the same: whoever makes many takes the places of others.
     */
    const close = (): void => {
      const name = `${room} ${deviceId}`
      if (deviceId === null || !isBetterOff(deviceId, room) || left.has(name)) pipe.close()
      else {
        leftAs = name
        left.add(name)
      }
    }
    const onClose: FramePipe['onClose'] = (closed) =>
      pipe.onClose(() => {
        if (leftAs !== null) left.delete(leftAs)
        closed()
      })
    const isMain = reason.kind === 'epoch' && reason.age === 0
    const opened = await deps.openLink(
      { ...pipe, close, onClose },
      {
        committee: vault.committeeSpace,
        binding,
        entrance: isMain
          ? { kind: 'meeting' }
          : { kind: 'door', reason: reason.kind === 'epoch' ? 'old-secret' : 'invitation' },
        roomSecret: keys.roomSecret,
        device: vault.device.signKeys,
        judgePeer: deps.judgeIn(known),
        random: randomBytes,
      },
      { timeoutMs: handshakeTimeoutMs, startTimer: time.startTimer },
    )
    if (opened.ok) {
      deviceId = opened.value.channel.peer.deviceId
      keep(opened.value, room)
    } else if (!isStopped) deps.onRefused(opened.error)
  }

  return {
    take: (link) => {
      const known = deps.roomOf(link.room)
      if (isStopped || !known || !limit.allows(link.room)) {
        link.pipe.close()
        return
      }
      shake(link, known).catch(deps.reportDefect)
    },
    all: () => [...standing.values()],
    stop: () => {
      isStopped = true
      standing.clear()
    },
  }
}
