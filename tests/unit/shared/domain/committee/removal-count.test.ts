import { describe, expect, it } from 'vitest'
import { countBallots, standingOfRemoval } from '../../../../../shared/domain/committee/ballots'
import { wholeView } from '../../../../../shared/domain/committee/selectors'
import type { MemberId } from '../../../../../shared/domain/terms'
import { checks, committeeOf, type Laptop, playbookWith, space } from './laptops'

type Removal = ReturnType<typeof playbookWith>['removal']

const others = ['Ben', 'Cleo', 'Dana', 'Eli', 'Finn', 'Gus']

/** A committee of so many; the last is the subject. */
const count = (members: number, policy: Pick<Removal, 'rule' | 'countSubject'>, yes: number) => {
  const removal = { ...playbookWith().removal, ...policy }
  const laptops = committeeOf(others.slice(0, members - 1), playbookWith({ removal }))
  const [ada, subject] = [laptops[0], laptops.at(-1)] as [Laptop, Laptop]
  const ballots = laptops.slice(0, yes).map((voter) => voter.ballot(subject.memberId))
  const { proposalId } = ada.remove(subject, []).content as { proposalId: string }
  const facts = { space, proposalId, memberId: subject.memberId }
  return countBallots(wholeView(ada.state()), facts, ballots, checks.verifyBallot)
}

describe('the count of a removal', () => {
  it.each([
    [3, true, 'simple-majority', { denominator: 3, needed: 2 }],
    [4, true, 'simple-majority', { denominator: 4, needed: 3 }],
    [5, true, 'simple-majority', { denominator: 5, needed: 3 }],
    [5, false, 'simple-majority', { denominator: 4, needed: 3 }],
    [4, false, 'simple-majority', { denominator: 3, needed: 2 }],
    [4, true, 'unanimity', { denominator: 4, needed: 3 }],
    [4, false, 'unanimity', { denominator: 3, needed: 3 }],
  ] as const)(
    '[M12, R73] of %i members, subject counted: %s, %s: %o',
    (members, countSubject, rule, expected) => {
      expect(count(members, { rule, countSubject }, 0)).toMatchObject({
        ...expected,
        passes: false,
      })
    },
  )

  it('[M12, R73] passes with as many as it says are needed, and with none less', () => {
    for (const rule of ['simple-majority', 'unanimity'] as const)
      for (const countSubject of [true, false])
        for (const members of [3, 4, 5]) {
          const { needed } = count(members, { rule, countSubject }, 0)
          const passes = (yes: number) => count(members, { rule, countSubject }, yes).passes
          expect([passes(needed - 1), passes(needed)]).toEqual([false, true])
        }
  })

  it('[M12] never passes by nobody: a member alone is not removed by the others that there are not', () => {
    const policy = { rule: 'unanimity', countSubject: false } as const
    expect(count(1, policy, 0)).toMatchObject({ needed: 0, passes: false })
  })
})

describe('where a removal stands', () => {
  const trio = committeeOf(['Ben', 'Cleo']) as [Laptop, Laptop, Laptop]
  const [ada, ben, cleo] = trio
  const asked = [ada.memberId, ben.memberId]
  const standing = (passes: boolean, answered: readonly MemberId[], subject = cleo.memberId) =>
    standingOfRemoval(ada.state(), subject, { passes }, asked, new Set(answered))

  it('[R73] waits while somebody who may has cast no ballot', () => {
    expect(standing(false, [ada.memberId])).toBe('balloting')
  })

  it('[R73] is carried with its majority, whoever has not answered', () => {
    expect(standing(true, [ada.memberId])).toBe('carried')
  })

  it('[R73] is rejected when all answered and it has no majority', () => {
    expect(standing(false, asked)).toBe('rejected')
  })

  it('[R73] is done with once the subject is no member, however that came', () => {
    expect(standing(false, [], 'dd'.repeat(16) as MemberId)).toBe('entered')
    expect(standing(true, asked, 'dd'.repeat(16) as MemberId)).toBe('entered')
  })
})
