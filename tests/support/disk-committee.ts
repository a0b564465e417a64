import type { MeetingTime } from '../../electron/vault/meeting/meeting-time'
import type { VaultHandlers } from '../../shared/contracts/vault'
import type { CaseId } from '../../shared/domain/terms'
import { unwrap } from '../../shared/errors/result'
import { type Clock, type DiskMember, exchange, foundAs, joinAs } from './disk-members'
import { readAllFiles } from './disk-vault'

/** A committee of real vaults in which everyone knows everyone; the first one founded it. */
export const setupCommittee = async <N extends readonly string[]>(
  newHome: () => string,
  names: readonly [...N],
  playbook: 'elastic' | 'kubernetes' = 'elastic',
  time?: MeetingTime,
): Promise<{ clock: Clock; members: { [K in keyof N]: DiskMember } }> => {
  const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0), ...(time && { time }) }
  const [first = 'Ada', ...others] = names
  const founder = await foundAs(first, newHome(), clock, playbook)
  const members = [founder]
  for (const name of others) {
    const signers = members.length === 1 ? [] : [members[1] as DiskMember]
    members.push(await joinAs(name, newHome(), clock, founder, signers))
  }
  if (members.length > 2) await exchange(...members)
  return { clock, members: members as { [K in keyof N]: DiskMember } }
}

export const noticesOf = async ({ handlers }: DiskMember) =>
  unwrap(await handlers['notice.list']({ show: 'all' }))

export const onlyNotice = async (member: DiskMember) => {
  const [notice, another] = await noticesOf(member)
  if (!notice || another) throw new Error('not one notice')
  return notice
}

export const declare = async (member: DiskMember, answer: 'no-conflict' | 'conflict') => {
  const { noticeId, version } = await onlyNotice(member)
  return member.handlers['notice.declare']({ noticeId, version, answer })
}

/** What waits for a member, but for the agreement that every newcomer is asked to accept. */
export const waitingOf = async ({ handlers }: DiskMember) =>
  unwrap(await handlers['waiting.list']({})).filter(({ kind }) => kind !== 'accept-agreement')

export const accessOf = async ({ handlers }: DiskMember, caseId: CaseId) =>
  unwrap(await handlers['case.access']({ caseId }))

export const readersOf = async (member: DiskMember, caseId: CaseId) =>
  (await accessOf(member, caseId)).readers.map(({ name }) => name).sort()

/** Opens a report for these members, who all say that they have no conflict. */
export const clear = async (opener: DiskMember, ...members: readonly DiskMember[]) => {
  await exchange(opener, ...members)
  for (const member of members) unwrap(await declare(member, 'no-conflict'))
  await exchange(opener, ...members)
}

/** Where any of these words stands in a folder, in the clear. */
export const foundIn = (folder: string, words: readonly string[]): string[] =>
  readAllFiles(folder).flatMap(({ path, bytes }) =>
    words.filter((word) => bytes.includes(word)).map((word) => `${word} in ${path}`),
  )

export const lastMember = async (handlers: VaultHandlers, name: string) => {
  const { members } = unwrap(await handlers['member.list']({}))
  const member = members.find((one) => one.name === name)
  if (!member) throw new Error(`no member ${name}`)
  return member
}
