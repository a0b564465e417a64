import { signBallot } from '../../../electron/vault/committee/attestation'
import type { BallotChoice, ProposalId } from '../../../shared/domain/committee/facts'
import { ballotsToCarry } from '../../../shared/domain/matter/ballots'
import { decideMatter, type MatterCommand } from '../../../shared/domain/matter/decide'
import { emptyMatter } from '../../../shared/domain/matter/state'
import type { MemberId } from '../../../shared/domain/terms'
import { type Action, short } from './action'
import { command, deviceRequest, invite, newId } from './committee'
import { makeLocalDevice, type SimVault } from './sim-vault'
import { isLiveFor, matterIn, membersIn } from './standings'
import { nameOf, type World } from './world'

const textOf = (result: { ok: boolean; error?: { code: string } }): string =>
  result.ok ? 'done' : (result.error?.code ?? '')

/** What a voter's laptop signs, for whoever enters the removal. */
export const ballotOf = (
  voter: SimVault,
  memberId: MemberId,
  proposalId: ProposalId,
  choice: BallotChoice = 'yes',
) => {
  const facts = { space: voter.committee.space, proposalId, memberId, choice }
  const signature = signBallot(voter.device.signKeys.secretKey, facts)
  return { deviceId: voter.deviceId as never, choice, signature: signature as never }
}

/** A removal with the ballots of everyone who is asked: these were told of it some other way. */
export const removeBy = async (
  vault: SimVault,
  memberId: MemberId,
  voters: readonly SimVault[],
): Promise<string> => {
  const proposalId = newId<ProposalId>()
  const ballots = voters.map((voter) => ballotOf(voter, memberId, proposalId))
  return textOf(await command(vault, { do: 'remove', memberId, proposalId, ballots }))
}

const firstLaptopsOf = (world: World, vault: SimVault): readonly SimVault[] =>
  membersIn(vault).flatMap(
    (memberId) =>
      world.vaults.find((one) => one.memberId === memberId && isLiveFor(vault, one)) ?? [],
  )

/** The committee stays large enough to have something to agree on. */
const leastMembers = 2

export const removeMember: Action = {
  name: 'enters a removal',
  weight: 1.2,
  play: async ({ world, vault, chance }) => {
    const members = membersIn(vault)
    const subject = chance.pick(members)
    if (subject === vault.memberId || members.length <= leastMembers) return null
    const voters = firstLaptopsOf(world, vault).filter((one) => one.memberId !== subject)
    const some = chance.happens(0.2) ? voters.slice(0, 1) : voters
    return `of ${nameOf(world, subject)}: ${await removeBy(vault, subject, some)}`
  },
}

export const resign: Action = {
  name: 'resigns',
  weight: 0.7,
  play: async ({ vault }) =>
    membersIn(vault).length <= leastMembers ? null : textOf(await command(vault, { do: 'resign' })),
}

const maxVaults = 9

const maxNewcomers = 2

/** Somebody new in the middle of it all: invited by one member, signed in by another when they learn of it. */
export const letIn: Action = {
  name: 'lets somebody in',
  weight: 1.6,
  play: async ({ world, vault, chance }) => {
    const { joinRequests } = vault.ledger().committee()
    const members = membersIn(vault)
    const open = [...joinRequests.values()]
      .flat()
      .filter(({ content }) => !members.includes(content.memberId))
    const known = chance.pickAny(open)
    if (known && chance.happens(0.8)) {
      const { requestId } = known.content
      return `${short(requestId)}: ${textOf(await command(vault, { do: 'sign-in', requestId }))}`
    }
    const invited = world.vaults.filter(({ name }) => name.startsWith('Newcomer')).length
    if (world.vaults.length >= maxVaults || invited >= maxNewcomers) return null
    const device = makeLocalDevice(newId<MemberId>())
    const name = `Newcomer ${invited + 1}`
    const requestId = await invite(vault, name, device)
    if (!requestId.ok) return textOf(requestId)
    return `${world.add(name, device).name}, ${short(requestId.value)}`
  },
}

export const addDevice: Action = {
  name: 'adds a laptop',
  weight: 1,
  play: async ({ world, vault }) => {
    const count = world.vaults.filter((one) => one.memberId === vault.memberId).length
    if (world.vaults.length >= maxVaults || count > 2) return null
    const device = makeLocalDevice(vault.memberId)
    const request = deviceRequest(device, 'second')
    const entered = await command(vault, { do: 'enter-device-request', request: request as never })
    if (!entered.ok) return textOf(entered)
    const signed = await command(vault, { do: 'sign-device', requestId: request.requestId })
    if (!signed.ok) return textOf(signed)
    const [name] = vault.name.split(' ')
    return world.add(`${name} ${count + 1}`, device).name
  },
}

/** For one whose laptop is lost, by the others. */
export const replaceDevice: Action = {
  name: 'signs a replacement laptop',
  weight: 0.8,
  play: async ({ world, vault, chance }) => {
    const { deviceRequests } = vault.ledger().committee()
    const open = [...deviceRequests.values()]
      .flat()
      .filter(({ content }) => content.memberId !== vault.memberId)
    const known = chance.pickAny(open)
    if (known && chance.happens(0.7)) {
      const { requestId } = known.content
      return `${short(requestId)}: ${textOf(await command(vault, { do: 'sign-device', requestId }))}`
    }
    const owner = chance.pick(membersIn(vault))
    if (owner === vault.memberId || world.vaults.length >= maxVaults) return null
    const device = makeLocalDevice(owner)
    const request = deviceRequest(device, 'replacement')
    const entered = await command(vault, { do: 'enter-device-request', request: request as never })
    if (!entered.ok) return textOf(entered)
    const [name] = nameOf(world, owner).split(' ')
    const added = world.add(`${name} again ${world.vaults.length}`, device)
    const signed = await command(vault, { do: 'sign-device', requestId: request.requestId })
    return `${added.name}, ${short(request.requestId)}: ${textOf(signed)}`
  },
}

export const revokeDevice: Action = {
  name: 'revokes a laptop',
  weight: 0.8,
  play: async ({ world, vault, chance }) => {
    const known = world.vaults.filter((one) => isLiveFor(vault, one) && one !== vault)
    const lost = chance.pickAny(known)
    if (!lost || lost.memberId === vault.memberId) {
      const others = known.filter((one) => one.memberId === vault.memberId)
      if (others.length === 0) return null
    }
    const target = lost as SimVault
    const asked = {
      do: 'revoke-device',
      deviceId: target.deviceId as never,
      reason: 'lost',
    } as const
    return `${target.name}: ${textOf(await command(vault, asked))}`
  },
}

const commandMatter = async (
  vault: SimVault,
  space: string,
  asked: MatterCommand,
): Promise<string> => {
  const isNew = vault.ledger().spaceOf(space) === null
  const decided = decideMatter(isNew ? emptyMatter : matterIn(vault, space), asked, vault.memberId)
  if (!decided.ok) return decided.error.code
  const create = { kind: 'matter', wider: vault.committee.space } as const
  const facts = decided.value
  return textOf(await vault.append([{ space, facts, ...(isNew && { create }) }]))
}

/** A removal as the program does it: opened, discussed and balloted among everyone but its subject. */
export const discussRemoval: Action = {
  name: 'discusses a removal',
  weight: 3,
  play: async ({ world, vault, chance }) => {
    const [space] = vault.ledger().spacesOf('matter')
    if (!space) {
      const subject = chance.pick(membersIn(vault))
      if (world.matters.length > 1 || subject === vault.memberId) return null
      const matter = newId()
      const members = membersIn(vault).filter((one) => one !== subject)
      const opened = await commandMatter(vault, matter, {
        do: 'open',
        purpose: 'removal',
        members,
        subject,
      })
      if (opened !== 'done') return opened
      world.matters.push(matter)
      const proposalId = newId<ProposalId>()
      const proposed = await commandMatter(vault, matter, {
        do: 'propose-removal',
        proposalId,
        grounds: 'Made-up grounds.',
      })
      return `opens ${short(matter)} about ${nameOf(world, subject)}: ${proposed}`
    }
    const state = matterIn(vault, space)
    const proposal = state.facts['removal.proposed'][0]?.content.proposalId
    const subject = state.facts['matter.opened'][0]?.content.subject
    if (!proposal || !subject) return null
    if (chance.happens(0.1))
      return `leaves ${short(space)}: ${await commandMatter(vault, space, { do: 'leave' })}`
    if (chance.happens(0.3)) {
      if (membersIn(vault).length <= leastMembers) return null
      const ballots = [...ballotsToCarry(state, proposal)] as never
      const asked = { do: 'remove', memberId: subject, proposalId: proposal, ballots } as const
      return `carries out ${short(space)}: ${textOf(await command(vault, asked))}`
    }
    const choice = chance.happens(0.8) ? 'yes' : 'no'
    const { signature } = ballotOf(vault, subject, proposal, choice)
    const asked = { do: 'ballot', proposalId: proposal, choice, signature } as const
    return `${choice} in ${short(space)}: ${await commandMatter(vault, space, asked)}`
  },
}
