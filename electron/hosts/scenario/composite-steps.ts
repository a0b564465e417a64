import type { OutputOf } from '../../../shared/contracts/contract'
import type { VaultContract } from '../../../shared/contracts/vault'
import type { CompositeStep, FoundStep, JoinStep } from './scenario-file'
import { UnmetStep } from './scenario-values'

/** One command that a composite step consists of. */
export interface Command {
  readonly member: string
  readonly do: string
  readonly with: Readonly<Record<string, unknown>>
}

/** What is known of a member once they founded or joined, as `$name`. */
export interface KnownMember {
  readonly memberId: string
  readonly name: string
  readonly folder: string
  readonly passphrase: string
  readonly recoveryKey: string
}

/** Commands in turn, each given the answer to the one before; the outcome is what to know of whom. */
export type Composite<T = Outcome> = Generator<Command, T, unknown>

export interface Outcome {
  /** Whom something is known of now. */
  readonly member?: { readonly alias: string; readonly known: KnownMember }
  /** What imports reported, in order. */
  readonly reports: readonly unknown[]
}

/** Of a member by the name that the scenario gives them. */
export type FindMember = (alias: string) => Pick<KnownMember, 'memberId' | 'name' | 'passphrase'>

const defaultPassphrase = 'blue kettle walks north again'

const capitalised = (alias: string): string => `${alias[0]?.toUpperCase() ?? ''}${alias.slice(1)}`

function* ask<K extends keyof VaultContract & string>(
  member: string,
  row: K,
  input: Readonly<Record<string, unknown>> = {},
): Generator<Command, OutputOf<VaultContract[K]>, unknown> {
  return (yield { member, do: row, with: input }) as OutputOf<VaultContract[K]>
}

type About = Pick<JoinStep, 'memberName' | 'employer' | 'passphrase'>

const aboutOf = (alias: string, { memberName, employer, passphrase }: About) => {
  const name = memberName ?? capitalised(alias)
  return {
    memberName: name,
    // Each from an employer of their own, so that no cap is met unawares (R71).
    employer: employer ?? `${name} & Company`,
    passphrase: passphrase ?? defaultPassphrase,
  }
}

function* found(alias: string, given: FoundStep['founds']): Composite {
  const own = yield* ask(alias, 'playbook.get', { id: given.playbook })
  const about = aboutOf(alias, given)
  const founded = yield* ask(alias, 'vault.found', {
    ...about,
    committeeName: given.committeeName,
    label: given.committeeName,
    playbook: given.changes ? { own: { ...own, ...given.changes } } : { id: given.playbook },
    acceptedAgreement: String(own.confidentialityAgreement.version),
  })
  const status = yield* ask(alias, 'vault.status')
  if (status.phase !== 'unlocked') throw new UnmetStep(`a new vault is ${status.phase}`)
  const known = {
    memberId: status.memberId,
    name: about.memberName,
    folder: founded.folder,
    passphrase: about.passphrase,
    recoveryKey: founded.recoveryKey,
  }
  return { member: { alias, known }, reports: [] }
}

function* invite(step: JoinStep, name: string, find: FindMember): Composite<string> {
  if (step.laptopOf === undefined) {
    return (yield* ask(step.joins, 'invitation.issue', { forName: name })).code
  }
  const { memberId } = find(step.laptopOf)
  const { purpose } = step
  return (yield* ask(step.joins, 'device.invite', { memberId, purpose })).code
}

/** From the invitation to the first bundle, which lets the newcomer in, and the agreement that it brings. */
function* join(step: JoinStep, find: FindMember): Composite {
  const { member: alias, joins: inviter } = step
  const owner = step.laptopOf === undefined ? null : find(step.laptopOf)
  const about = aboutOf(alias, owner ? { ...step, memberName: owner.name } : step)
  const code = yield* invite(step, about.memberName, find)
  const joined = yield* ask(alias, 'join.start', {
    ...about,
    code,
    aliases: step.aliases,
    label: 'My committee',
    acceptedAgreement: true,
  })
  const { requestId } = yield* ask(inviter, 'request.read', { bytes: joined.request.bytes })
  const sign = { requestId, wordsCompared: true }
  yield* ask(inviter, 'request.sign', sign)
  for (const signer of step.signedBy) {
    yield* sendTo(inviter, signer, find)
    yield* ask(signer, 'request.sign', sign)
    yield* sendTo(signer, inviter, find)
  }
  const { members } = yield* ask(inviter, 'member.list')
  const memberId =
    owner?.memberId ?? members.find(({ name }) => name === about.memberName)?.memberId
  if (memberId === undefined) throw new UnmetStep(`${alias} was not let in`)
  const known = {
    memberId,
    name: about.memberName,
    folder: joined.folder,
    passphrase: about.passphrase,
    recoveryKey: joined.recoveryKey,
  }
  const report = yield* sendTo(inviter, alias, () => known)
  if (!owner) {
    // R9: the committee's own agreement can be read from here on.
    const { playbook } = yield* ask(alias, 'committee.get')
    const version = String(playbook.confidentialityAgreement.version)
    yield* ask(alias, 'member.acceptAgreement', { version })
  }
  return { member: { alias, known }, reports: [report] }
}

/** One bundle made and taken in. */
function* sendTo(from: string, to: string, find: FindMember): Composite<unknown> {
  const [file] = yield* ask(from, 'bundle.make', { memberIds: [find(to).memberId] })
  if (!file) throw new UnmetStep('no bundle was made')
  return yield* ask(to, 'bundle.import', { bytes: file.bytes })
}

/** Everyone to everyone, twice: what one learnt in the first round reaches the others in the second. */
function* exchange(members: readonly string[], find: FindMember): Composite {
  const reports: unknown[] = []
  for (const from of [...members, ...members]) {
    for (const to of members) {
      if (from !== to) reports.push(yield* sendTo(from, to, find))
    }
  }
  return { reports }
}

function* send(from: string, to: readonly string[], find: FindMember): Composite {
  const reports: unknown[] = []
  for (const member of to) reports.push(yield* sendTo(from, member, find))
  return { reports }
}

/** The commands that a composite step stands for. */
export const commandsOf = (step: CompositeStep, find: FindMember): Composite => {
  if ('founds' in step) return found(step.member, step.founds)
  if ('joins' in step) return join(step, find)
  return 'send' in step ? send(step.send, step.to, find) : exchange(step.exchange, find)
}
