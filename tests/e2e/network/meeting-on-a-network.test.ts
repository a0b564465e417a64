import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseId } from '../../../shared/domain/terms'
import { until } from '../../support/until'
import { whyNoNetworks } from './cable'
import type { Laptop } from './laptop'
import type { Weather } from './made-network'
import {
  answerNotice,
  askToJoin,
  type Committee,
  caseAt,
  caseCount,
  committeeAt,
  committeeName,
  employersAt,
  firstAddress,
  found,
  isMember,
  joinWhatIsFound,
  move,
  narrative,
  openCommittee,
  reported,
  signIn,
  takeCall,
  tasksOf,
  untilAllUpToDate,
} from './three-laptops'

const isNightly = process.env.CONCLAVE_NIGHTLY === '1'

/** Three whole apps on a made network take more time than every run has. */
const why = isNightly ? whyNoNetworks() : 'asked for by CONCLAVE_NIGHTLY=1'
if (why !== null) console.log(`meetings on a network of their own skipped: ${why}`)

interface Trial {
  readonly name: string
  readonly weather: Weather
  /** Each step; a test has several. */
  readonly withinMs: number
  /** Who is cut off, how, and for how long; one after the other. */
  readonly cuts: readonly {
    readonly who: 'ada' | 'ben' | 'cleo'
    readonly how: 'unplugged' | 'out-of-range'
    readonly forMs: number
  }[]
}

const trials: readonly Trial[] = [
  {
    name: 'a network that loses 2 of 100 frames and takes 20 ms',
    weather: { lostPercent: 2, delayMs: 20, hurriedPercent: 0 },
    withinMs: 30_000,
    cuts: [{ who: 'ben', how: 'unplugged', forMs: 1_500 }],
  },
  {
    name: 'a network that loses 10 of 100 frames, takes 150 ms and hurries some',
    weather: { lostPercent: 10, delayMs: 150, hurriedPercent: 5 },
    withinMs: 120_000,
    cuts: [
      { who: 'ben', how: 'unplugged', forMs: 5_000 },
      { who: 'ada', how: 'out-of-range', forMs: 45_000 },
      { who: 'cleo', how: 'unplugged', forMs: 45_000 },
    ],
  },
]

const setConnected = async (
  { cable, outlet }: Laptop,
  how: Trial['cuts'][number]['how'],
  isConnected: boolean,
): Promise<void> => {
  if (how === 'out-of-range') outlet.setDeaf(!isConnected)
  else await cable.setPlugged(isConnected)
}

for (const { name, weather, withinMs, cuts } of trials) {
  describe.skipIf(why !== null)(
    `three laptops on ${name}`,
    {
      timeout: 5 * withinMs,
    },
    () => {
      let committee: Committee
      let caseId: CaseId

      beforeAll(async () => {
        committee = await openCommittee(weather)
      })

      afterAll(async () => {
        await committee?.end()
      })

      it('find each other by multicast, and let two newcomers in', async () => {
        const { ada, ben, cleo, everyone } = committee
        await found(ada)
        expect((await ada.ask('meeting.hosts', {})).map(({ host }) => host)).toEqual([firstAddress])
        await ada.ask('meeting.start', { host: firstAddress })
        await Promise.all([ben, cleo].map((newcomer) => askToJoin(newcomer, ada)))
        const hosts = await Promise.all([ben, cleo].map((each) => joinWhatIsFound(each, withinMs)))
        expect(hosts).toEqual([firstAddress, firstAddress])
        await signIn(ada, 'Ben', withinMs)
        await until('Ben is let in', withinMs, () => isMember(ben))
        await Promise.all([ada, ben].map((signer) => signIn(signer, 'Cleo', withinMs)))
        await until('Cleo is let in', withinMs, () => isMember(cleo))
        await untilAllUpToDate(everyone, withinMs)
      })

      it('bring a case to who is cleared, and not to who has a conflict (promise 3)', async () => {
        const { ada, ben, cleo, everyone } = committee
        caseId = await takeCall(ada)
        await Promise.all([
          answerNotice(cleo, 'conflict', withinMs),
          answerNotice(ben, 'no-conflict', withinMs),
        ])
        await until('the case at Ben’s', withinMs, async () => (await caseCount(ben)) === 1)
        await untilAllUpToDate(everyone, withinMs)
        expect(await caseCount(cleo)).toBe(0)
      })

      for (const [at, { who, how, forMs }] of cuts.entries()) {
        it(`catch up when ${who} was cut off (${how}), with what all entered meanwhile`, async () => {
          const { ada, ben, everyone } = committee
          const away = committee[who]
          const readers = [ada, ben]
          await setConnected(away, how, false)
          for (const laptop of everyone) await move(laptop, `${laptop.name} Works ${at}`)
          for (const reader of readers) {
            await reader.ask('case.addTask', { caseId, title: `${reader.name} ${at}`, detail: '' })
          }
          await new Promise((resolve) => setTimeout(resolve, forMs))
          const alone = (await employersAt(away)).filter((employer) => employer.endsWith(`s ${at}`))
          expect(alone).toEqual([`${away.name} Works ${at}`])
          await setConnected(away, how, true)
          for (const laptop of everyone) {
            await until(`what all entered, at ${laptop.name}'s`, withinMs, async () =>
              (await employersAt(laptop)).every((employer) => employer.endsWith(`s ${at}`)),
            )
          }
          for (const reader of readers) {
            await until(`the tasks of both, at ${reader.name}'s`, withinMs, async () => {
              const tasks = await tasksOf(reader, caseId)
              return readers.every((each) => tasks.includes(`${each.name} ${at}`))
            })
          }
        })
      }

      it('agree in the end, and the conflicted one has nothing of the case', async () => {
        const { ada, ben, cleo, everyone } = committee
        await untilAllUpToDate(everyone, withinMs)
        const [first, ...others] = await Promise.all(everyone.map(committeeAt))
        expect(first?.members.map((member) => member.name).sort()).toEqual(['Ada', 'Ben', 'Cleo'])
        for (const other of others) expect(other).toEqual(first)
        expect(await caseAt(ben, caseId)).toEqual(await caseAt(ada, caseId))
        expect(await caseCount(cleo)).toBe(0)
        expect((await cleo.ask('notice.list', { show: 'all' })).length).toBe(1)
      })

      it('say nothing in the clear to whoever listens', () => {
        const { network } = committee
        const wire = Buffer.concat(network.frames)
        const words = [narrative, reported, committeeName, 'Ben & Company', 'Cleo Works']
        expect(words.filter((word) => wire.includes(word))).toEqual([])
        expect(wire.includes(Buffer.from(caseId, 'hex'))).toBe(false)
        // What does go in the clear is there: it was the network that was listened to.
        expect(wire.includes('_conclave')).toBe(true)
        expect(network.lostCount()).toBeGreaterThan(0)
      })

      it('leave no mistake of the program', async () => {
        for (const laptop of committee.everyone) expect(await laptop.defects()).toEqual([])
      })
    },
  )
}
