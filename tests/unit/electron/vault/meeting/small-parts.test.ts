import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createHandshakeLimit,
  handshakePace,
} from '../../../../../electron/vault/meeting/handshake-limit'
import { createLobbyLeavers } from '../../../../../electron/vault/meeting/lobby-leavers'
import { createPace } from '../../../../../electron/vault/meeting/pace'
import { keepsDoors, planRooms } from '../../../../../electron/vault/meeting/plan-rooms'
import {
  createPresentMembers,
  keepMetEveryMs,
} from '../../../../../electron/vault/meeting/present-members'
import type { KnownRoom, RoomReason } from '../../../../../electron/vault/meeting/room-set'
import {
  createTroubles,
  maxTroubles,
  troubleOfEnd,
  troubleOfRefusal,
} from '../../../../../electron/vault/meeting/troubles'

const roomOf = (name: string, reason: RoomReason): KnownRoom => ({
  keys: { name, password: `${name} password` } as KnownRoom['keys'],
  reason,
})
const rooms = [
  roomOf('newest', { kind: 'epoch', age: 0 }),
  roomOf('older', { kind: 'epoch', age: 1 }),
  roomOf('oldest', { kind: 'epoch', age: 2 }),
  roomOf('invited', { kind: 'issued', invitationId: '11'.repeat(16) }),
]
const presence = new Uint8Array([1])
const namesOf = (keeps: boolean, lingering: readonly string[] = []) =>
  planRooms(rooms, {
    keepsDoors: keeps,
    presence,
    lingering: lingering.map((name) => ({ name, password: '' })),
  }).map((room) => `${room.name}${room.presence ? ' shown' : ''}`)

describe('the rooms to be in', () => {
  it('are the newest one, and those of own invitations; older ones for the one who keeps the doors', () => {
    expect(namesOf(false)).toEqual(['newest shown', 'invited'])
    expect(namesOf(true)).toEqual(['newest shown', 'older', 'oldest', 'invited'])
  })

  it('are the one before too for a while, once', () => {
    expect(namesOf(false, ['older'])).toEqual(['newest shown', 'invited', 'older'])
    expect(namesOf(true, ['older', 'gone'])).toEqual([
      'newest shown',
      'older',
      'oldest',
      'invited',
      'gone',
    ])
  })

  it('have one keeper of doors among all who see each other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), (devices) => {
        const keepers = devices.filter((one) =>
          keepsDoors(
            one,
            devices.filter((other) => other !== one),
          ),
        )
        expect(keepers).toHaveLength(1)
      }),
    )
  })
})

describe('handshakes', () => {
  it('are allowed in a burst and then one a second, room by room', () => {
    let nowMs = 0
    const limit = createHandshakeLimit(() => nowMs)
    const allowed = (room: string, tries: number) =>
      Array.from({ length: tries }, () => limit.allows(room)).filter(Boolean).length
    expect(allowed('door', 500)).toBe(handshakePace.burst)
    expect(allowed('main', 20)).toBe(20)
    nowMs += 3_000
    expect(allowed('door', 500)).toBe(3)
  })
})

describe('the time that is left', () => {
  it('follows from the pace of the last seconds', () => {
    let nowMs = 0
    const pace = createPace(() => nowMs)
    expect(pace.secondsLeft()).toBeNull()
    pace.note(100_000)
    expect(pace.secondsLeft()).toBeNull()
    for (let second = 1; second <= 5; second++) {
      nowMs = second * 1_000
      pace.note(100_000 - second * 10_000)
    }
    expect(pace.secondsLeft()).toBe(5)
    // What is entered meanwhile is more to do and was not done.
    pace.note(80_000)
    expect(pace.secondsLeft()).toBe(8)
    nowMs += 60_000
    pace.note(80_000)
    expect(pace.secondsLeft()).toBeNull()
    pace.note(0)
    expect(pace.secondsLeft()).toBeNull()
  })
})

describe('troubles', () => {
  it('are the newest twenty, each once for who and what', () => {
    const troubles = createTroubles()
    for (let at = 0; at < 500; at++) troubles.add(at, 'Mallory', 'flooded')
    expect(troubles.all()).toEqual([{ atMs: 499, name: 'Mallory', what: 'flooded' }])
    for (let at = 0; at < 50; at++) troubles.add(1_000 + at, `Member ${at}`, 'cut')
    expect(troubles.all()).toHaveLength(maxTroubles)
    expect(troubles.all()[0]?.name).toBe('Member 49')
  })

  it('are ends that were no leaving, and refusals that say something', () => {
    expect(troubleOfEnd({ by: 'peer', reason: 'leaving' })).toBeNull()
    expect(troubleOfEnd({ by: 'link', reason: 'cut' })).toBe('cut')
    expect(troubleOfEnd({ by: 'us', reason: 'older-program' })).toBe('older-program')
    expect(troubleOfRefusal({ code: 'meeting/closed-early' })).toBeNull()
    expect(troubleOfRefusal({ code: 'meeting/no-answer', timeoutMs: 1 })).toBeNull()
    expect(troubleOfRefusal({ code: 'meeting/newer-version', version: 2 })).toBe('newer-program')
    expect(troubleOfRefusal({ code: 'meeting/wrong-room' })).toBe('not-known')
  })
})

describe('who is here', () => {
  it('is written once a minute for each, and when they go', () => {
    let nowMs = 0
    const present = createPresentMembers({ nowMs: () => nowMs })
    expect(present.update(['ben', 'ben'])).toEqual(['ben'])
    nowMs += 10
    expect(present.update(['ben', 'cleo'])).toEqual(['cleo'])
    nowMs += keepMetEveryMs
    expect(present.update(['cleo'])).toEqual(['ben', 'cleo'])
    expect(present.update([])).toEqual([])
    expect(present.here()).toEqual([])
  })
})

describe('who the lobby shows', () => {
  const ended = (deviceId: string, by: 'us' | 'peer' | 'link', reason: 'leaving' | 'cut') =>
    ({ kind: 'ended', deviceId, memberId: '', by, reason }) as Parameters<
      ReturnType<typeof createLobbyLeavers>['ended']
    >[0]

  it('is about to link, and no laptop that said goodbye', () => {
    const leavers = createLobbyLeavers()
    leavers.ended(ended('ben', 'peer', 'leaving'))
    leavers.ended(ended('cleo', 'link', 'cut'))
    expect(leavers.leaveOut(['ben', 'cleo', 'dara'])).toEqual(['cleo', 'dara'])
  })

  it('is about to link again when it was linked since, or the lobby had forgotten it', () => {
    const leavers = createLobbyLeavers()
    leavers.ended(ended('ben', 'peer', 'leaving'))
    leavers.opened('ben')
    expect(leavers.leaveOut(['ben'])).toEqual(['ben'])
    leavers.ended(ended('ben', 'peer', 'leaving'))
    expect(leavers.leaveOut([])).toEqual([])
    expect(leavers.leaveOut(['ben'])).toEqual(['ben'])
  })
})
