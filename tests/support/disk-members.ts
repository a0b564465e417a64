import type { AssembledVault } from '../../electron/vault/assemble-vault'
import type { MeetingTime } from '../../electron/vault/meeting/meeting-time'
import { createDispatch } from '../../shared/contracts/dispatch'
import { type VaultEvent, type VaultHandlers, vaultContract } from '../../shared/contracts/vault'
import type { MemberId } from '../../shared/domain/terms'
import { type Result, unwrap } from '../../shared/errors/result'
import { founding, passphrase, startDiskVault } from './disk-vault'

/** A member's vault on a disk of its own, with everything but the cost of guessing a passphrase. */
export interface DiskMember {
  readonly name: string
  readonly memberId: MemberId
  readonly home: string
  readonly folder: string
  readonly handlers: VaultHandlers
  readonly stop: () => Promise<void>
  readonly look: () => Promise<void>
  readonly inTurn: AssembledVault['inTurn']
  readonly unlocked: AssembledVault['unlocked']
  readonly attachSync: AssembledVault['attachSync']
  readonly attachNetwork: AssembledVault['attachNetwork']
  /** Mistakes of the program in what goes on beside commands. */
  readonly defects: readonly unknown[]
  /** What the vault told its window. */
  readonly events: readonly VaultEvent[]
}

/** As a window asks: inputs are parsed, and an answer that its row does not tell of is a defect. */
export const asContracted = (handlers: VaultHandlers): VaultHandlers => {
  let lastCode: string | undefined
  const noting = Object.entries(handlers).map(([name, handle]) => [
    name,
    async (input: never) => {
      const answer = (await handle(input)) as Result<unknown>
      lastCode = answer.ok ? 'ok' : answer.error.code
      return answer
    },
  ])
  const dispatch = createDispatch(
    vaultContract,
    Object.fromEntries(noting) as unknown as VaultHandlers,
    {
      checkAnswers: true,
      newIncidentId: () => 'test',
      reportDefect: ({ row, errorName, frames }) => {
        throw new Error(`${row} answered ${lastCode}: ${errorName}\n${frames.join('\n')}`)
      },
    },
  )
  const names = Object.keys(vaultContract)
  return Object.fromEntries(
    names.map((name) => [name, (input: unknown) => dispatch(name, input)]),
  ) as unknown as VaultHandlers
}

/** A laptop with nobody's vault on it yet. */
export const startLaptop = async (name: string, home: string, clock: Clock) => {
  const { time } = clock
  const started = await startDiskVault({
    home,
    clock,
    machineId: `laptop of ${name}`,
    ...(time && { time }),
  })
  return { ...started, handlers: asContracted(started.handlers) }
}

const employers: Readonly<Record<string, string>> = {
  Ada: 'Tidewater Labs',
  Ben: 'Fernhill Press',
  Cleo: 'Lantern Works',
  Dana: 'Quarry Software',
  Eli: 'Bramble Institute',
}

export const employerOf = (name: string): string => employers[name] ?? `${name} & Company`

export const memberIdOf = async (handlers: VaultHandlers): Promise<MemberId> => {
  const status = unwrap(await handlers['vault.status']({}))
  if (status.phase !== 'unlocked') throw new Error(`a vault that is ${status.phase}`)
  return status.memberId
}

/** Makes a bundle and takes it in. */
export const send = async (from: DiskMember, to: DiskMember) => {
  const [file] = unwrap(await from.handlers['bundle.make']({ memberIds: [to.memberId] }))
  if (!file) throw new Error('no bundle was made')
  return unwrap(await to.handlers['bundle.import']({ bytes: file.bytes }))
}

/** Everyone to everyone, twice: what one learnt in the first round reaches the others in the second. */
export const exchange = async (...members: readonly DiskMember[]): Promise<void> => {
  for (let round = 0; round < 2; round++) {
    for (const from of members) {
      for (const to of members) {
        if (from !== to) await send(from, to)
      }
    }
  }
}

export interface Clock {
  nowMs: number
  /** How time passes in meetings. */
  readonly time?: MeetingTime
}

export const foundAs = async (
  name: string,
  home: string,
  clock: Clock,
  playbook: 'elastic' | 'kubernetes' = 'elastic',
): Promise<DiskMember> => {
  const started = await startLaptop(name, home, clock)
  const { handlers } = started
  const { folder } = unwrap(
    await handlers['vault.found']({
      ...founding,
      memberName: name,
      employer: employerOf(name),
      playbook: { id: playbook },
    }),
  )
  return { ...started, name, home, folder, memberId: await memberIdOf(handlers) }
}

/** Makes a laptop's vault with a code, and the request that it sends. */
export const askWith = async (
  code: string,
  name: string,
  home: string,
  clock: Clock,
  changes: Partial<{ aliases: string[]; employer: string; memberName: string }> = {},
) => {
  const laptop = await startLaptop(name, home, clock)
  const joined = unwrap(
    await laptop.handlers['join.start']({
      code,
      memberName: name,
      aliases: [],
      employer: employerOf(name),
      label: 'My committee',
      acceptedAgreement: true,
      passphrase,
      ...changes,
    }),
  )
  const { folder, recoveryKey, fingerprintWords } = joined
  const request = joined.request.bytes as Uint8Array
  return { ...laptop, name, home, folder, recoveryKey, fingerprintWords, request }
}

/** Invites, and reads the request that comes back. */
export const askToJoin = async (
  name: string,
  home: string,
  clock: Clock,
  inviter: DiskMember,
  changes: Parameters<typeof askWith>[4] = {},
) => {
  const { code } = unwrap(await inviter.handlers['invitation.issue']({ forName: name }))
  const asking = await askWith(code, name, home, clock, changes)
  const view = unwrap(await inviter.handlers['request.read']({ bytes: asking.request }))
  return { ...asking, view }
}

/** From invitation to the first bundle; the newcomer is signed in by the inviter and, if needed, the others. */
export const joinAs = async (
  name: string,
  home: string,
  clock: Clock,
  inviter: DiskMember,
  signers: readonly DiskMember[] = [],
  changes: Parameters<typeof askWith>[4] = {},
): Promise<DiskMember> => {
  const {
    view,
    request: _request,
    ...asking
  } = await askToJoin(name, home, clock, inviter, changes)
  const sign = { requestId: view.requestId, wordsCompared: true as const }
  unwrap(await inviter.handlers['request.sign'](sign))
  for (const signer of signers) {
    await send(inviter, signer)
    unwrap(await signer.handlers['request.sign'](sign))
    await send(signer, inviter)
  }
  const list = unwrap(await inviter.handlers['member.list']({}))
  const memberId = list.members.find((member) => member.name === view.name)?.memberId
  if (!memberId) throw new Error(`${name} was not let in`)
  const member: DiskMember = { ...asking, memberId }
  await send(inviter, member)
  // R9: what the newcomer could read only now.
  unwrap(await member.handlers['member.acceptAgreement']({ version: '1' }))
  await send(member, inviter)
  return member
}
