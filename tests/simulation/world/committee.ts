import initSqlJs, { type SqlJsStatic } from 'sql.js'
import { signJoinRequest } from '../../../electron/vault/committee/attestation'
import { randomBytes } from '../../../electron/vault/crypto/keys'
import type { LocalDevice } from '../../../electron/vault/ledger/ledger-port'
import { type CommitteeCommand, decideCommittee } from '../../../shared/domain/committee/decide'
import type { DeviceRequestFacts, JoinRequestFacts } from '../../../shared/domain/committee/facts'
import { draft } from '../../../shared/domain/ledger/fact'
import { Playbook } from '../../../shared/domain/playbook'
import type { MemberId } from '../../../shared/domain/terms'
import { ok, type Result, unwrap } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { shippedPlaybook } from '../../support/playbook-files'
import { seedRandomness } from '../crypto/randomness'
import { type CommitteeName, makeLocalDevice, type SimVault } from './sim-vault'
import { actorOf, castNames, createWorld, exchangeAll, give, type World } from './world'

export const newId = <T extends string>(): T => bytesToHex(randomBytes(16)) as T

export const deviceIdOf = (device: LocalDevice): string => bytesToHex(device.signKeys.publicKey)

/** Enters a command's facts in the committee's space, or says why not. */
export const command = async (
  vault: SimVault,
  asked: CommitteeCommand,
): Promise<Result<unknown>> => {
  const decided = decideCommittee(vault.ledger().committee(), asked, actorOf(vault))
  if (!decided.ok) return decided
  const appended = await vault.append([{ space: vault.committee.space, facts: decided.value }])
  return appended.ok ? ok(null) : appended
}

const found = async (world: World, device: LocalDevice, playbook: Playbook): Promise<SimVault> => {
  const ada = world.add(castNames[0], device)
  const { memberId } = device
  unwrap(
    await ada.append([
      {
        space: world.committee.space,
        create: { kind: 'committee', wider: null },
        facts: [
          draft('committee.founded', { name: 'Harbor Days' }),
          draft('member.admitted', {
            memberId,
            name: ada.name,
            employer: 'Tidewater Labs',
            agreementVersion: '1',
            agreementAcceptedAtMs: 1,
          }),
          draft('device.admitted', {
            memberId,
            deviceId: ada.deviceId,
            boxKey: bytesToHex(device.boxKeys.publicKey),
            attestedBy: null,
          }),
          draft('playbook.adopted', { playbook }),
        ],
      },
    ]),
  )
  return ada
}

/**
 * Invites a newcomer and enters their request, signed by whoever invites.
 *
 * @returns the request's id, for others to sign, or why it was refused
 */
export const invite = async (
  issuer: SimVault,
  name: string,
  device: LocalDevice,
): Promise<Result<JoinRequestFacts['requestId']>> => {
  const invitationId = newId<JoinRequestFacts['invitationId']>()
  const expiresAtMs = 8_000_000_000_000_000
  const invited = await command(issuer, { do: 'invite', invitationId, forName: name, expiresAtMs })
  if (!invited.ok) return invited
  const facts = {
    requestId: newId(),
    invitationId,
    memberId: device.memberId,
    name,
    aliases: [],
    employer: `${name} & Co`,
    agreementVersion: '1',
    agreementAcceptedAtMs: 1,
    deviceId: deviceIdOf(device),
    boxKey: bytesToHex(device.boxKeys.publicKey),
  } as unknown as JoinRequestFacts
  const signature = signJoinRequest(device.signKeys.secretKey, facts)
  const request = { ...facts, signature } as never
  const entered = await command(issuer, { do: 'enter-request', request, receivedAtMs: 0 })
  if (!entered.ok) return entered
  const signed = await command(issuer, { do: 'sign-in', requestId: facts.requestId })
  return signed.ok ? ok(facts.requestId) : signed
}

/** A newcomer's laptop, invited and signed in by those who are there; it knows what the first one told it. */
export const join = async (world: World, name: string): Promise<SimVault> => {
  const [issuer, second] = world.vaults as [SimVault, SimVault | undefined]
  const device = makeLocalDevice(newId<MemberId>())
  const requestId = unwrap(await invite(issuer, name, device))
  if (second) {
    await give(issuer, second)
    unwrap(await command(second, { do: 'sign-in', requestId }))
    await give(second, issuer)
  }
  const newcomer = world.add(name, device)
  await give(second ?? issuer, newcomer)
  return newcomer
}

/** A request for a further laptop of a member, signed by it. */
export const deviceRequest = (device: LocalDevice, purpose: DeviceRequestFacts['purpose']) => {
  const facts = {
    requestId: newId(),
    memberId: device.memberId,
    deviceId: deviceIdOf(device),
    boxKey: bytesToHex(device.boxKeys.publicKey),
    purpose,
  } as unknown as DeviceRequestFacts
  return { ...facts, signature: signJoinRequest(device.signKeys.secretKey, facts) }
}

type Cases = World['cases']

interface Founded {
  readonly committee: CommitteeName
  readonly cases: Cases
  readonly members: readonly {
    readonly name: string
    readonly device: LocalDevice
    readonly image: Uint8Array
  }[]
}

const founded = new Map<string, Promise<Founded>>()
let SQL: Promise<SqlJsStatic> | null = null

/** Lists that only people read. */
const cut = [
  'callScript',
  'letters',
  'guidance',
  'consequences',
  'channels',
  'tellReporter',
] as const

/** The shipped playbook with long lists as short as they may be: it is folded thousands of times. */
const shortPlaybook = (): Playbook => {
  const playbook = shippedPlaybook('own')
  const short = Object.fromEntries(cut.map((key) => [key, playbook[key].slice(0, 1)]))
  return Playbook.parse({ ...playbook, ...short, employerCap: 'none' })
}

const foundCommittee = async (size: number, begin: Begin): Promise<Founded> => {
  seedRandomness('committee', size)
  SQL ??= initSqlJs()
  const device = makeLocalDevice(newId<MemberId>())
  const committee = { space: newId(), foundingDevice: deviceIdOf(device) }
  const world = createWorld(await SQL, committee)
  await found(world, device, shortPlaybook())
  for (const name of castNames.slice(1, size)) await join(world, name)
  await begin(world)
  if (!(await exchangeAll(world.vaults))) throw new Error('a new committee does not settle')
  const members = world.vaults.map((vault) => ({
    name: vault.name,
    device: vault.device,
    image: vault.db.export(),
  }))
  world.close()
  return { committee, members, cases: world.cases }
}

/** What had happened in a committee before it is copied. */
export type Begin = (world: World) => Promise<void>

const nothing: Begin = async () => undefined

/**
 * A committee of which everyone knows everything; made once, then copied.
 *
 * @param begin named by its function: the same one always does the same
 */
export const setupCommittee = async (size: number, begin: Begin = nothing): Promise<World> => {
  const name = `${size} ${begin.name}`
  const known = founded.get(name) ?? foundCommittee(size, begin)
  founded.set(name, known)
  const { committee, members, cases } = await known
  const world = createWorld(await (SQL as Promise<SqlJsStatic>), committee)
  world.cases.push(...cases)
  for (const { name, device, image } of members) {
    const vault = world.add(name, device, image)
    world.watch.didWrite(vault, new Map())
  }
  return world
}
