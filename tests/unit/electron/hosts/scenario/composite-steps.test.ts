import { describe, expect, it } from 'vitest'
import {
  type Command,
  commandsOf,
  type FindMember,
} from '../../../../../electron/hosts/scenario/composite-steps'
import {
  type MemberProcess,
  playScenario,
} from '../../../../../electron/hosts/scenario/play-scenario'
import { describeStep, Scenario } from '../../../../../electron/hosts/scenario/scenario-file'
import { err, ok, type Result } from '../../../../../shared/errors/result'

const parse = (steps: unknown[]): Scenario =>
  Scenario.parse({
    conclaveScenario: 1,
    title: 'A committee',
    members: ['ada', 'ben', 'ben-new', 'cleo'],
    steps,
  })

/** Answers every row as a committee would, and remembers who was asked what. */
const setup = (refusing: string | null = null) => {
  const log: string[] = []
  const inputs = new Map<string, Record<string, unknown>>()
  const names: string[] = []
  const answerTo = (member: string, row: string, input: Record<string, unknown>): unknown => {
    switch (row) {
      case 'playbook.get':
        return { id: input.id, quorum: 'none', confidentialityAgreement: { version: 3 } }
      case 'committee.get':
        return { playbook: { confidentialityAgreement: { version: 3 } } }
      case 'vault.found':
        names.push(String(input.memberName))
        return { folder: `/home/${member}`, recoveryKey: 'key' }
      case 'vault.status':
        return { phase: 'unlocked', memberId: `id of ${names.at(-1)}` }
      case 'join.start':
        names.push(String(input.memberName))
        return { folder: `/home/${member}`, recoveryKey: 'key', request: { bytes: 'request' } }
      case 'member.list':
        return { members: names.map((name) => ({ name, memberId: `id of ${name}` })) }
      case 'bundle.make':
        return [{ bytes: `from ${member} for ${(input.memberIds as string[])[0]}` }]
      case 'bundle.import':
        return { newEntries: member === 'ben' ? 2 : 0 }
      default:
        return { requestId: 'asked', code: 'code' }
    }
  }
  const start = async (member: string): Promise<MemberProcess> => ({
    call: async (row, input): Promise<Result<unknown>> => {
      const said = input as Record<string, unknown>
      log.push(`${member} ${row}`)
      inputs.set(`${member} ${row}`, said)
      return `${member} ${row}` === refusing
        ? err({ code: 'request/unknown' })
        : ok(row === 'say' ? said : answerTo(member, row, said))
    },
    stop: async () => {},
    kill: async () => {},
  })
  const play = (steps: unknown[]) => playScenario(parse(steps), start)
  return { log, inputs, play }
}

const founds = { member: 'ada', founds: {} }

describe('a step that stands for several', () => {
  it('founds with a playbook of the app and keeps who the member is', async () => {
    const { log, inputs, play } = setup()
    const outcome = await play([
      founds,
      {
        member: 'ada',
        do: 'say',
        with: { who: '$ada' },
        expect: { who: { memberId: 'id of Ada' } },
      },
    ])
    expect(outcome).toMatchObject({ unmet: [], steps: 2, commands: 4 })
    expect(log).toEqual(['ada playbook.get', 'ada vault.found', 'ada vault.status', 'ada say'])
    expect(inputs.get('ada vault.found')).toMatchObject({
      memberName: 'Ada',
      employer: 'Ada & Company',
      playbook: { id: 'elastic' },
      acceptedAgreement: '3',
    })
  })

  it('founds with changes in place of what the playbook says', async () => {
    const { inputs, play } = setup()
    await play([{ member: 'ada', founds: { playbook: 'kubernetes', changes: { quorum: 'all' } } }])
    expect(inputs.get('ada vault.found')?.playbook).toMatchObject({
      own: { id: 'kubernetes', quorum: 'all', confidentialityAgreement: { version: 3 } },
    })
  })

  it('lets a newcomer in: invited, asking, signed by each in turn, sent the first bundle, and accepting what it brings', async () => {
    const { log, play } = setup()
    const outcome = await play([
      founds,
      { member: 'ben', joins: 'ada' },
      { member: 'cleo', joins: 'ada', signedBy: ['ben'] },
      { member: 'ben', do: 'say', with: { id: '$cleo.memberId' }, expect: { id: 'id of Cleo' } },
    ])
    expect(outcome.unmet).toEqual([])
    const last = log.lastIndexOf('ada invitation.issue')
    expect(log.slice(last, -1)).toEqual([
      'ada invitation.issue',
      'cleo join.start',
      'ada request.read',
      'ada request.sign',
      'ada bundle.make',
      'ben bundle.import',
      'ben request.sign',
      'ben bundle.make',
      'ada bundle.import',
      'ada member.list',
      'ada bundle.make',
      'cleo bundle.import',
      'cleo committee.get',
      'cleo member.acceptAgreement',
    ])
  })

  it('lets in a further laptop of a member under the same id and name', async () => {
    const { inputs, play } = setup()
    const { unmet } = await play([
      founds,
      { member: 'ben', joins: 'ada' },
      { member: 'ben-new', joins: 'ada', laptopOf: 'ben', purpose: 'replacement' },
      { member: 'ada', do: 'say', with: { id: '$ben-new.memberId' }, expect: { id: 'id of Ben' } },
    ])
    expect(unmet).toEqual([])
    expect(inputs.get('ada device.invite')).toEqual({
      memberId: 'id of Ben',
      purpose: 'replacement',
    })
    expect(inputs.get('ben-new join.start')).toMatchObject({ memberName: 'Ben' })
  })

  it('exchanges from everyone to everyone, twice', () => {
    const find: FindMember = (alias) => ({ memberId: alias, name: alias, passphrase: '' })
    const [step] = parse([{ exchange: ['ada', 'ben', 'cleo'] }]).steps
    const sent: string[] = []
    const commands = commandsOf(step as never, find)
    let next = commands.next()
    while (!next.done) {
      const { member, do: row, with: input }: Command = next.value
      if (row === 'bundle.make') sent.push(`${member} ${(input.memberIds as string[])[0]}`)
      next = commands.next(row === 'bundle.make' ? [{ bytes: 'sealed' }] : { newEntries: 0 })
    }
    const round = ['ada ben', 'ada cleo', 'ben ada', 'ben cleo', 'cleo ada', 'cleo ben']
    expect(sent).toEqual([...round, ...round])
    expect(next.value.reports).toHaveLength(12)
  })

  it('judges every import of a sending', async () => {
    const { play } = setup()
    const all = [founds, { member: 'ben', joins: 'ada' }, { member: 'cleo', joins: 'ada' }]
    const met = await play([...all, { send: 'ada', to: ['ben'], expect: { newEntries: 2 } }])
    expect(met.unmet).toEqual([])
    const { unmet } = await play([
      ...all,
      { send: 'ada', to: ['ben', 'cleo'], expect: { newEntries: 2 } },
    ])
    expect(unmet).toEqual([{ step: 3, do: 'send', message: 'differs at "newEntries"' }])
  })

  it('ends at the first refusal, says whose it was, and the scenario goes on', async () => {
    const { log, play } = setup('ben request.sign')
    const { unmet } = await play([
      founds,
      { member: 'ben', joins: 'ada' },
      { member: 'cleo', joins: 'ada', signedBy: ['ben'] },
      { send: 'ada', to: ['cleo'] },
      { member: 'ada', do: 'say' },
    ])
    expect(unmet).toEqual([
      {
        step: 2,
        do: 'joins',
        message: 'ben request.sign: refused: {"code":"request/unknown"}',
      },
      { step: 3, do: 'send', message: 'nothing is known as $cleo' },
    ])
    expect(log.at(-1)).toBe('ada say')
  })

  it('is told apart by what it names, and by nothing else', () => {
    const steps = [
      founds,
      { member: 'ben', joins: 'ada' },
      { send: 'ada', to: ['ben'] },
      { exchange: ['ada', 'ben'] },
      { member: 'ada', process: 'kill' },
      { member: 'ada', do: 'say' },
    ]
    expect(parse(steps).steps.map(describeStep)).toEqual([
      'ada founds',
      'ben joins ada',
      'ada sends to ben',
      'ada, ben exchange',
      'ada kill',
      'ada say',
    ])
    for (const wrong of [
      { exchange: ['ada'] },
      { send: 'ada', to: [] },
      { member: 'ada', founds: {}, joins: 'ben' },
      { member: 'ada', founds: { playbok: 'elastic' } },
    ]) {
      expect(() => parse([wrong])).toThrow()
    }
  })
})
