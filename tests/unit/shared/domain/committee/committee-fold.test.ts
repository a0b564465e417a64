import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extendCommittee } from '../../../../../shared/domain/committee/extend'
import type { CommitteeEntry } from '../../../../../shared/domain/committee/facts'
import { foldCommittee } from '../../../../../shared/domain/committee/fold'
import { orderByPast } from '../../../../../shared/domain/committee/past'
import { currentMembers, wholeView } from '../../../../../shared/domain/committee/selectors'
import {
  ask,
  checks,
  committeeOf,
  deviceRequest,
  found,
  Laptop,
  playbookWith,
  share,
} from './laptops'

const shuffled = <T>(list: readonly T[], seed: number): T[] => {
  const copy = [...list]
  let x = seed | 1
  for (let i = copy.length - 1; i > 0; i--) {
    x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 0
    const j = x % (i + 1)
    ;[copy[i], copy[j]] = [copy[j] as T, copy[i] as T]
  }
  return copy
}

const Step = fc.record({
  who: fc.nat(20),
  whom: fc.nat(20),
  voters: fc.nat(255),
  act: fc.constantFrom(
    'invite',
    'sign',
    'sign',
    'sign',
    'remove',
    'resign',
    'revoke',
    'second',
    'replace',
    'sign-device',
    'sign-device',
    'decline-device',
    'restore',
    'change',
    'adopt',
    'withdraw',
    'lockbox',
    'share',
    'share',
    'share-all',
  ),
})
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never

/**
 * A history that nobody decided: every act is entered, whether the rules let it stand or not, by
 * laptops that each know a part only.
 */
const live = (steps: readonly Step[], watch: (laptop: Laptop, entry: CommitteeEntry) => void) => {
  const laptops = committeeOf(['Ben', 'Cleo', 'Dana'])
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
  let count = 0
  for (const { who, whom, voters, act } of steps) {
    const laptop = pick(laptops, who)
    const other = pick(laptops, whom)
    const state = laptop.state()
    const requests = [...state.joinRequests.values()].flat()
    const devices = [...state.deviceRequests.values()].flat()
    const before = new Set(laptop.known.keys())
    switch (act) {
      case 'invite': {
        const newcomer = new Laptop(`N${++count}`)
        ask(laptop, newcomer)
        laptops.push(newcomer)
        newcomer.learn(laptop.known.values())
        break
      }
      case 'sign':
        if (requests.length > 0)
          laptop.enter('member.signed-in', {
            requestId: pick(requests, whom).content.requestId,
          })
        break
      case 'remove':
        laptop.remove(
          other,
          laptops.filter((_, i) => (voters >> (i % 8)) & 1),
        )
        break
      case 'resign':
        laptop.enter('member.resigned')
        break
      case 'revoke':
        laptop.enter('device.revoked', {
          deviceId: other.deviceId,
          reason: voters % 2 ? 'lost' : 'replaced',
        })
        break
      case 'second':
      case 'replace': {
        const newer = new Laptop(other.name, `d${++count}`)
        laptop.enter(
          'device.requested',
          deviceRequest(newer, act === 'second' ? 'second' : 'replacement'),
        )
        laptops.push(newer)
        newer.learn(laptop.known.values())
        break
      }
      case 'sign-device':
        if (devices.length > 0)
          laptop.enter('device.signed', { requestId: pick(devices, whom).content.requestId })
        break
      case 'decline-device':
        if (devices.length > 0)
          laptop.enter('device.declined', { requestId: pick(devices, whom).content.requestId })
        break
      case 'restore': {
        const newer = new Laptop(laptop.name, `r${++count}`)
        newer.learn([...laptop.known.values()].slice(0, 5 + voters))
        newer.enter('device.admitted', laptop.attest(newer))
        newer.enter('device.revoked', { deviceId: laptop.deviceId, reason: 'replaced' })
        laptops.push(newer)
        break
      }
      case 'change':
        laptop.enter('member.changed', { name: `${laptop.name}'`, aliases: [], employer: 'X' })
        break
      case 'adopt':
        laptop.enter('playbook.adopted', {
          playbook: playbookWith({ version: 1 + voters }),
        })
        break
      case 'withdraw': {
        const invitations = [...state.invitations.keys()]
        if (invitations.length > 0)
          laptop.enter('invitation.withdrawn', { invitationId: pick(invitations, whom) })
        break
      }
      case 'lockbox':
        laptop.enter(null)
        break
      case 'share':
        laptop.learn(other.known.values())
        break
      case 'share-all':
        share(...laptops)
        break
    }
    for (const entry of laptop.known.values())
      if (!before.has(entry.id) && entry.deviceId === laptop.deviceId) watch(laptop, entry)
  }
  const all = new Map(laptops.flatMap((laptop) => [...laptop.known]))
  return { laptops, all: [...all.values()] }
}

const steps = fc.array(Step, { minLength: 5, maxLength: 45 })

describe('the fold of a committee', () => {
  it('[promise 6] is the same for the same entries, in any order, however often they arrive', () => {
    fc.assert(
      fc.property(steps, fc.integer(), (history, seed) => {
        const { all } = live(history, () => undefined)
        const expected = foldCommittee(all, checks)
        const twice = shuffled([...all, ...shuffled(all, seed).slice(0, all.length >> 1)], seed)
        expect(foldCommittee(twice, checks)).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  it('[promise 6] extended by an entry that had seen all is the fold of all', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { laptops } = live(history, () => undefined)
        for (const laptop of laptops.slice(0, 6)) {
          let state = laptop.state()
          const own = [...laptop.known.values()]
          const others = laptops.filter(({ name }) => name !== laptop.name)
          for (const act of ['revoke', 'remove', 'change', 'sign'] as const) {
            const target = others[own.length % others.length] as Laptop
            const requests = [...state.joinRequests.keys(), ...state.deviceRequests.keys()]
            const entry =
              act === 'revoke'
                ? laptop.enter('device.revoked', { deviceId: target.deviceId, reason: 'lost' })
                : act === 'remove'
                  ? laptop.remove(target, laptops)
                  : act === 'sign'
                    ? laptop.enter(
                        state.deviceRequests.size > 0 ? 'device.signed' : 'member.signed-in',
                        { requestId: requests.at(-1) },
                      )
                    : laptop.enter('member.changed', { name: 'N', aliases: [], employer: 'E' })
            const extended = extendCommittee(state, entry, checks)
            state = laptop.state()
            expect(extended).toEqual(state)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('cannot be extended by an entry that had not seen all', () => {
    const [ada, ben] = committeeOf(['Ben']) as [Laptop, Laptop]
    ada.enter('member.checked-in', { stay: true })
    const crossing = ben.enter('member.checked-in', { stay: true })
    expect(extendCommittee(ada.state(), crossing, checks)).toBeNull()
    const [known] = ada.known.values()
    expect(extendCommittee(ada.state(), known as CommitteeEntry, checks)).toBeNull()
  })

  it('[M16] never takes back a removal that once stood', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const stood = new Set<string>()
        const { all } = live(history, (laptop, entry) => {
          if (entry.kind === 'member.removed' && laptop.codeOf(entry) === null) stood.add(entry.id)
        })
        const state = foldCommittee(all, checks)
        const rejected = new Set<string>(state.rejected.map(({ entryId }) => entryId))
        for (const id of stood) expect(rejected.has(id)).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  it('[M5, M16] lets nobody who left enter anything that had seen it, or that it had not seen', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { all } = live(history, () => undefined)
        const state = foldCommittee(all, checks)
        const order = orderByPast(all)
        const rejected = new Set<string>(state.rejected.map(({ entryId }) => entryId))
        const place = (id: string) => order.placeOf.get(id as never) as number
        for (const { memberId, entryId } of state.leavings) {
          if (memberId === null) continue
          const theirs = new Set<string>(
            state.devices.filter((one) => one.memberId === memberId).map((one) => one.deviceId),
          )
          for (const entry of all) {
            const counts =
              theirs.has(entry.deviceId) &&
              entry.kind !== null &&
              // Leavings that cross both stand.
              entry.kind !== 'member.removed' &&
              entry.kind !== 'member.resigned' &&
              entry.id !== entryId &&
              !rejected.has(entry.id)
            if (counts) expect(order.isBefore(place(entry.id), place(entryId))).toBe(true)
          }
        }
        for (const member of currentMembers(wholeView(state).state))
          expect(member.leavings).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('[promise 7] keeps going whatever a hostile entry holds', () => {
    const ada = found()
    const malformed = [
      ada.enter('member.removed', { memberId: 7 }),
      ada.enter('device.signed', null),
      ada.enter('member.requested', { requestId: 'x' }),
    ]
    const unknown = ada.enter('committee.dreamt', { of: 'sheep' })
    expect(malformed.map((entry) => ada.codeOf(entry))).toEqual(
      malformed.map(() => 'entry/malformed-fact'),
    )
    expect(ada.codeOf(unknown)).toBeNull()
    expect(ada.members()).toEqual(['Ada'])
  })

  it('replays 10,000 entries, thirty of them leavings', () => {
    const names = Array.from({ length: 19 }, (_, i) => `M${i}`)
    const laptops = committeeOf(names)
    const kinds = ['call.redirected', 'member.checked-in', 'member.changed'] as const
    const contents = {
      'call.redirected': { channel: 'phone', sentTo: '' },
      'member.checked-in': { stay: true },
      'member.changed': { name: 'M', aliases: [], employer: 'E' },
    }
    const all = new Map(laptops[0]?.known)
    const heads = [...foldCommittee(all.values(), checks).heads]
    let crossing: CommitteeEntry[] = []
    for (let i = 0; all.size < 10_000; i++) {
      const laptop = laptops[i % laptops.length] as Laptop
      const kind = kinds[i % kinds.length] as (typeof kinds)[number]
      const cited = i < 40 ? heads : crossing.map(({ id }) => id)
      const entry = laptop.enter(kind, contents[kind], cited)
      if (i % 40 === 39) crossing = []
      crossing = [...crossing, entry].slice(-3)
      all.set(entry.id, entry)
      if (i % 330 === 329) {
        const device = laptop.enter('device.revoked', {
          deviceId: (laptops[(i + 7) % laptops.length] as Laptop).deviceId,
          reason: 'lost',
        })
        all.set(device.id, device)
      }
    }
    const state = foldCommittee(all.values(), checks)
    expect(state.members).toHaveLength(20)
  })
})
