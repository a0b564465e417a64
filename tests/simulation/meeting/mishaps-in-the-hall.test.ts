import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../shared/errors/result'
import { noticesOf } from '../../support/disk-committee'
import { passphrase, setupHomes, takeReport } from '../../support/disk-vault'
import { areUpToDate, setupHalls, until } from '../../support/meeting/meeting-hall'
import { createChance } from '../world/chance'

const setupHall = setupHalls(setupHomes())
const seeds =
  process.env.CONCLAVE_NIGHTLY === '1' ? Array.from({ length: 20 }, (_, at) => at) : [1, 2]

describe('a meeting in which everything goes wrong', () => {
  it.each(seeds)(
    'ends with the same everywhere when it stops going wrong (promise 6), seed %i',
    async (seed) => {
      const chance = createChance('hall', seed)
      const { hall, members } = await setupHall('Ada', 'Ben', 'Cleo')
      const [ada] = members
      await hall.meet(...members)
      let reports = 0
      for (let step = 0; step < 14; step++) {
        const member = chance.pick(members)
        const other = chance.pick(members.filter((one) => one !== member))
        const { window } = hall.place(member)
        const mishap = chance.pick(['report', 'cut', 'apart', 'crash', 'hang', 'lock'] as const)
        if (mishap === 'report' || reports === 0) {
          await takeReport(member.handlers)
          reports += 1
        } else if (mishap === 'cut') hall.board.cut(member.name, other.name)
        else if (mishap === 'apart') hall.board.keepApart(member.name, other.name)
        else if (mishap === 'hang') window.isHung = true
        else if (mishap === 'crash') {
          window.crash()
          window.isHung = false
          window.open()
        } else if (member !== ada) {
          unwrap(await member.handlers['vault.lock']({}))
          const { folder } = member
          unwrap(await member.handlers['vault.unlock']({ folder, passphrase }))
          await hall.join(member)
        }
        await new Promise((resolve) => setTimeout(resolve, 5 + chance.below(40)))
      }
      for (const member of members) {
        const { window } = hall.place(member)
        for (const other of members) hall.board.letMeet(member.name, other.name)
        window.crash()
        window.isHung = false
        window.open()
      }
      for (const member of members)
        await until(`${reports} notices`, async () => (await noticesOf(member)).length === reports)
      for (const member of members) {
        const names = members.filter((one) => one !== member).map(({ name }) => name)
        await until('peace', () => areUpToDate(member, ...names))
      }
      expect(hall.defects()).toEqual([])
    },
  )
})
