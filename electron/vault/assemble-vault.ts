import type { Port } from '../../shared/contracts/ports'
import type { VaultEvent, VaultHandlers } from '../../shared/contracts/vault'
import { vaultContract } from '../../shared/contracts/vault'
import { err } from '../../shared/errors/result'
import type { Disk } from '../platform/disk'
import { createCaseHandlers } from './cases/case-handlers'
import { createIdentityHandlers } from './cases/identity-handlers'
import { createCommitteeHandlers, createShelfHandlers } from './committee/committee-handlers'
import { createPlaybookShelf } from './committee/playbooks'
import { createExchangeHandlers } from './exchange/exchange-handlers'
import { createFolderWatch, type FolderWatch } from './exchange/watch-folder'
import { createIntakeHandlers } from './intake/intake-handlers'
import { createNightHandlers } from './intake/night-intakes'
import { createHandoverHandlers } from './matters/handovers'
import { createRemovalHandlers } from './matters/removal-handlers'
import { createSyncWindow } from './meeting/link/sync-window'
import { createMeeting, type Meeting } from './meeting/meeting'
import { createMeetingHandlers } from './meeting/meeting-handlers'
import type { MeetingTime } from './meeting/meeting-time'
import { createNetworkService } from './meeting/network-service'
import { createMemberHandlers } from './members/member-handlers'
import { createRequestHandlers } from './members/request-handlers'
import { createAccessHandlers } from './notices/access-handlers'
import { createHandoffHandlers, type HandoffSource } from './notices/handoff-handlers'
import { createNoticeHandlers } from './notices/notice-handlers'
import type { Session } from './session/session'
import { createSessionHost } from './session/session-handlers'
import type { UnlockedVault } from './session/unlocked-vault'
import type { VaultDoor } from './session/vault-door'
import { createVaultRegistry } from './session/vault-registry'
import { createTiesHandlers } from './ties/ties-handlers'

export interface VaultParts {
  readonly disk: Disk
  readonly door: VaultDoor
  readonly homeFolder: string
  readonly resourcesFolder: string
  readonly emit: (event: VaultEvent) => void
  readonly now: () => number
  readonly handoff: HandoffSource
  /** Time that passes, in meetings. */
  readonly time: MeetingTime
  /** Codes of meetings on this very machine are good: in tests and demos. */
  readonly allowsLoopback: boolean
  /** A mistake of the program, in what goes on beside commands. */
  readonly reportDefect: (thrown: unknown) => void
}

type Name = keyof VaultHandlers
type Handler = (input: never) => unknown

const perSession = (
  { vault, committeeSpace }: Session,
  watch: FolderWatch,
  handoff: HandoffSource,
): Partial<VaultHandlers> => ({
  ...createCaseHandlers(vault),
  ...createIdentityHandlers(vault),
  ...createIntakeHandlers(vault, committeeSpace),
  ...createCommitteeHandlers(vault, committeeSpace),
  ...createMemberHandlers(vault),
  ...createRequestHandlers(vault),
  ...createRemovalHandlers(vault),
  ...createNoticeHandlers(vault),
  ...createAccessHandlers(vault),
  ...createHandoffHandlers(vault, handoff),
  ...createHandoverHandlers(vault),
  ...createTiesHandlers(vault),
  ...createExchangeHandlers(vault, watch),
})

/** What a laptop may ask before anyone let it in: everything else needs a committee. */
const whileWaiting: ReadonlySet<Name> = new Set<Name>([
  'bundle.import',
  'bundle.preview',
  'meeting.view',
  'meeting.hosts',
  'meeting.look',
  'meeting.join',
  'meeting.leave',
])

/** What goes on after leaving: news arrives, and the others get what was entered last, the leaving itself. */
const forWhoLeft: ReadonlySet<Name> = new Set<Name>([
  'bundle.import',
  'bundle.make',
  'meeting.leave',
])

/** These decide nothing by what is in the vault, and wait for the network: no other command waits for them. */
const outOfTurn: ReadonlySet<Name> = new Set<Name>([
  'meeting.start',
  'meeting.look',
  'meeting.join',
  'meeting.leave',
])

/** What a member who left, or a device that was revoked, may still ask: reading what is theirs to read. */
const mayAct = (session: Session, name: Name): boolean =>
  vaultContract[name].kind === 'query' || forWhoLeft.has(name) || session.isMember()

export interface AssembledVault {
  readonly handlers: VaultHandlers
  /** Looks into the watched folder, in turn with commands. */
  readonly look: () => Promise<void>
  /** Runs in turn with commands. */
  readonly inTurn: <T>(work: () => Promise<T> | T) => Promise<T>
  /** The sync window; another takes the place of the one before, and a port that closes leaves none. */
  readonly attachSync: (port: Port) => void
  /** Main's network service, to be called over this port; likewise. */
  readonly attachNetwork: (port: Port) => void
  /** What is unlocked now, for what goes on beside commands. */
  readonly unlocked: () => UnlockedVault | null
  readonly stop: () => Promise<void>
}

/**
 * Every row of the vault's contract. Commands take turns: what one decided on still holds when its
 * entries are made. Rows that need an unlocked vault answer `vault/locked` without one.
 */
export const assembleVault = (parts: VaultParts): AssembledVault => {
  const shelf = createPlaybookShelf(parts.disk, `${parts.resourcesFolder}/playbooks`)
  const registry = createVaultRegistry(parts.disk, parts.homeFolder)
  const host = createSessionHost({ ...parts, shelf, registry })
  const always: Partial<VaultHandlers> = {
    ...host.handlers,
    ...createShelfHandlers(shelf),
    ...createNightHandlers(parts.door, () => host.current() === null, parts.now),
  }
  const sync = createSyncWindow(parts.time, parts.reportDefect)
  const network = createNetworkService()
  let unlocked: {
    session: Session
    watch: FolderWatch
    meeting: Meeting
    handlers: Partial<VaultHandlers>
  } | null = null
  const unlockedNow = () => {
    const session = host.current()
    if (!session) return null
    if (unlocked?.session !== session) {
      const { vault } = session
      const watch = createFolderWatch(vault, parts.disk)
      const { time, reportDefect } = parts
      const rules = { allowsLoopback: parts.allowsLoopback }
      const meeting = createMeeting({ vault, inTurn, time, sync, network, rules, reportDefect })
      const handlers = {
        ...perSession(session, watch, parts.handoff),
        ...createMeetingHandlers(vault, meeting, network),
      }
      unlocked = { session, watch, meeting, handlers }
    }
    return unlocked
  }
  const find = (name: Name): Handler => {
    if (always[name]) return always[name] as Handler
    const now = unlockedNow()
    if (!now) return () => err({ code: 'vault/locked' })
    const isWaiting = now.session.status().phase === 'waiting-to-join'
    if (isWaiting && !whileWaiting.has(name)) return () => err({ code: 'join/waiting' })
    if (!isWaiting && !mayAct(now.session, name)) return () => err({ code: 'member/left' })
    return now.handlers[name] as Handler
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T> | T): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  /** Before the turn in which the vault locks: whatever arrived has to be settled by then. */
  const endMeeting = (): void => {
    unlocked?.meeting.stop().catch(parts.reportDefect)
  }

  const call = (name: Name) => async (input: never) => {
    const run = () => find(name)(input)
    if (vaultContract[name].kind !== 'command' || outOfTurn.has(name)) return run()
    if (name === 'vault.lock') endMeeting()
    const answer = await inTurn(run)
    // No entry tells of it.
    if (name === 'device.invite') unlocked?.meeting.reconsider()
    return answer
  }
  const names = Object.keys(vaultContract) as Name[]
  return {
    handlers: Object.fromEntries(
      names.map((name) => [name, call(name)]),
    ) as unknown as VaultHandlers,
    look: () =>
      inTurn(async () => {
        await unlockedNow()?.watch.look()
      }),
    inTurn,
    attachSync: sync.attach,
    attachNetwork: network.attach,
    unlocked: () => host.current()?.vault ?? null,
    stop: () => {
      endMeeting()
      return inTurn(host.end)
    },
  }
}
