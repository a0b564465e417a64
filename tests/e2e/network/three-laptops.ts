import type { RequestId } from '../../../shared/contracts/committee-views'
import type { CaseId } from '../../../shared/domain/terms'
import { until } from '../../support/until'
import { type Laptop, openLaptop } from './laptop'
import { type MadeNetwork, makeNetwork, type Weather } from './made-network'

// What three members do, and what their vaults say of it. Each sits at a laptop on a network of 10.x addresses.

export const passphrase = 'four lanterns drift past the harbor wall'
export const narrative = 'CANARY-NARRATIVE he waited by the cloakroom until she gave in'
export const reported = 'Rowan CANARY-REPORTED'
export const committeeName = 'Harbor Days committee'
/** The founder's. */
export const firstAddress = '10.77.0.11'

export interface Committee {
  readonly network: MadeNetwork
  readonly ada: Laptop
  readonly ben: Laptop
  readonly cleo: Laptop
  readonly everyone: readonly Laptop[]
  readonly end: () => Promise<void>
}

/** Opens the three laptops beside each other; one that does not open takes the others with it. */
export const openCommittee = async (weather: Weather): Promise<Committee> => {
  const network = makeNetwork(weather)
  const opening = [
    openLaptop('Ada', network, firstAddress),
    openLaptop('Ben', network, '10.77.0.12'),
    openLaptop('Cleo', network, '10.77.0.13'),
  ]
  const settled = await Promise.allSettled(opening)
  const everyone = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const end = async (): Promise<void> => {
    await Promise.allSettled(everyone.map((laptop) => laptop.discard()))
    network.close()
  }
  const [ada, ben, cleo] = everyone
  if (ada && ben && cleo) return { network, ada, ben, cleo, everyone, end }
  await end()
  throw settled.find((one) => one.status === 'rejected')?.reason
}

export const found = (laptop: Laptop) =>
  laptop.ask('vault.found', {
    committeeName,
    memberName: laptop.name,
    employer: 'Tidewater Labs',
    label: 'Committee vault',
    playbook: { id: 'elastic' },
    acceptedAgreement: '1',
    passphrase,
  })

export const askToJoin = async (newcomer: Laptop, inviter: Laptop) => {
  const { code } = await inviter.ask('invitation.issue', { forName: newcomer.name })
  await newcomer.ask('join.start', {
    code,
    memberName: newcomer.name,
    aliases: [],
    employer: `${newcomer.name} & Company`,
    label: 'Committee vault',
    acceptedAgreement: true,
    passphrase,
  })
}

/** Looks around until the network tells of a meeting of this committee, and joins it. */
export const joinWhatIsFound = async (laptop: Laptop, withinMs: number): Promise<string> => {
  const find = async () => (await laptop.ask('meeting.view', {})).found[0]
  await laptop.ask('meeting.look', { on: true })
  await until(
    `${laptop.name} finds the meeting`,
    withinMs,
    async () => (await find()) !== undefined,
  )
  const one = await find()
  if (!one) throw new Error('a meeting that was there is not')
  await laptop.ask('meeting.join', { by: 'found', meetingId: one.meetingId })
  return one.host
}

/** Signs in whoever asks by this name, as soon as the request is there. */
export const signIn = async (
  signer: Laptop,
  name: string,
  withinMs: number,
): Promise<RequestId> => {
  const find = async () =>
    (await signer.ask('request.list', {})).find((request) => request.name === name)
  await until(`${name}'s request at ${signer.name}'s`, withinMs, async () => {
    const request = await find()
    return request?.mine === 'may-sign'
  })
  const { requestId } = (await find()) as { requestId: RequestId }
  await signer.ask('request.sign', { requestId, wordsCompared: true })
  return requestId
}

export const isMember = async (laptop: Laptop): Promise<boolean> => {
  const status = await laptop.ask('vault.status', {})
  return status.phase === 'unlocked' && status.membership === 'current'
}

/** Takes a call about somebody, which becomes a case. */
export const takeCall = async (laptop: Laptop): Promise<CaseId> => {
  const { intakeId, draft } = await laptop.ask('intake.start', { channel: 'phone' })
  const person = { handles: [], aliases: [], employer: '', pronouns: '' }
  const { caseId } = await laptop.ask('intake.finish', {
    intakeId,
    draft: {
      ...draft,
      note: narrative,
      people: [{ role: 'reported', name: reported, ...person }],
    },
  })
  return caseId
}

export const answerNotice = async (
  laptop: Laptop,
  answer: 'no-conflict' | 'conflict',
  withinMs: number,
): Promise<void> => {
  const list = () => laptop.ask('notice.list', { show: 'open' })
  await until(`${laptop.name} has the notice`, withinMs, async () => (await list()).length === 1)
  const [notice] = await list()
  if (!notice) throw new Error('a notice that was there is not')
  const { noticeId, version } = notice
  await laptop.ask('notice.declare', { noticeId, version, answer })
}

export const caseCount = async (laptop: Laptop): Promise<number> => {
  const { total } = await laptop.ask('case.list', {
    filter: { status: [], channel: [], severity: [], overdueOnly: false },
    sort: 'updated',
    descending: true,
    offset: 0,
    limit: 50,
  })
  return total
}

export const tasksOf = async (laptop: Laptop, caseId: CaseId): Promise<readonly string[]> =>
  (await laptop.ask('case.get', { caseId })).tasks.map(({ title }) => title)

export const move = (laptop: Laptop, employer: string) =>
  laptop.ask('member.changeSelf', { name: laptop.name, aliases: [], employer })

export const employersAt = async (laptop: Laptop): Promise<readonly string[]> =>
  (await laptop.ask('member.list', {})).members.map(({ employer }) => employer).sort()

/** What every laptop of the committee must say alike, whoever asks. */
export const committeeAt = async (laptop: Laptop) => {
  const { members, employers } = await laptop.ask('member.list', {})
  const alike = members.map(({ isSelf: _isSelf, devices, ...rest }) => ({
    ...rest,
    devices: devices.map(({ thisDevice: _thisDevice, ...device }) => device),
  }))
  return {
    members: alike.sort((a, b) => a.memberId.localeCompare(b.memberId)),
    employers,
  }
}

/** What every reader of the case must say alike. */
export const caseAt = async (laptop: Laptop, caseId: CaseId) => {
  const { rows } = await laptop.ask('case.history', { caseId, offset: 0, limit: 500 })
  const { tasks } = await laptop.ask('case.get', { caseId })
  return { tasks, rows: rows.map(({ undoable: _undoable, ...row }) => row) }
}

/** Sees all of these, linked, and nothing is on its way to or from any of them. */
export const isUpToDateWith = async (
  laptop: Laptop,
  others: readonly Laptop[],
): Promise<boolean> => {
  const { meeting } = await laptop.ask('meeting.view', {})
  const here = (meeting?.present ?? []).filter(({ state }) => state === 'up-to-date')
  const names = here.map(({ name }) => name).sort()
  return (
    meeting?.unsynced.length === 0 &&
    names.join() ===
      others
        .map(({ name }) => name)
        .sort()
        .join()
  )
}

export const untilAllUpToDate = async (
  everyone: readonly Laptop[],
  withinMs: number,
): Promise<void> => {
  for (const laptop of everyone) {
    const others = everyone.filter((other) => other !== laptop)
    await until(`${laptop.name} is up to date`, withinMs, () => isUpToDateWith(laptop, others))
  }
}
