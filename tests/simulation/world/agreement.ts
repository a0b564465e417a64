import { heldKeysOf } from '../../../electron/vault/ledger/keyring'
import type { SpaceKind } from '../../../electron/vault/ledger/ledger-port'
import { selectRows } from '../../../electron/vault/ledger/select'
import { stateOfMember } from '../../../shared/domain/notice/clearance'
import { z } from '../../../shared/util/schema'
import type { SimVault } from './sim-vault'
import { caseIn, matterIn, noticeIn } from './standings'
import { Violation } from './watch'

/** What a vault has to judge a space by: entries of it and of the wider ones, and keys. */
const holdingsOf = (vault: SimVault, space: string): string => {
  const { wider } = vault.ledger().spaceOf(space) ?? { wider: null }
  const spaces = [...new Set([space, wider ?? space, vault.committee.space])]
  return JSON.stringify(
    spaces.map((one) => [
      selectRows(
        vault.db,
        'SELECT id, status FROM entry WHERE space = ? ORDER BY id',
        [one],
        z.object({ id: z.string(), status: z.number() }),
      ).map(({ id, status }) => `${id}${status}`),
      heldKeysOf(vault.db, one).map(({ epoch }) => epoch.keyId),
    ]),
  )
}

const foldOf = (vault: SimVault, space: string, kind: SpaceKind): unknown => {
  const { members } = vault.ledger().committee()
  switch (kind) {
    case 'committee': {
      const { rejected: _rejected, heads: _heads, ...rest } = vault.ledger().committee()
      const playbooks = rest.playbooks.map(({ entryId }) => entryId)
      return { ...rest, playbook: rest.playbook?.id, playbooks }
    }
    case 'notice': {
      const notice = noticeIn(vault, space)
      return members.map(({ memberId }) => stateOfMember(notice, memberId))
    }
    case 'matter':
      return matterIn(vault, space).facts
    case 'case': {
      const { rejected: _rejected, entries: _entries, ...caseFile } = caseIn(vault, space)
      return caseFile
    }
  }
}

/**
 * What a vault makes of a space: its facts, the folded state, and everybody's standing.
 *
 * @param isWhole with what is void: a reader need not have the keys that only a void lockbox gives
 */
export const stateOf = (vault: SimVault, space: string, isWhole = true): string => {
  const ledger = vault.ledger()
  const summary = ledger.spaceOf(space)
  const access = ledger.access(space)
  if (!summary || !access) return 'not here'
  const { readers, grantable, grants, leavings, isRotationOwed, forkedDevices } = access
  // Its id vouches for the rest of an entry.
  const entries = ledger
    .entriesOf(space)
    .filter((entry) => isWhole || entry.void === null)
    .map((entry) => [entry.id, entry.by, entry.kind, entry.void])
  const standing = { readers, grantable, grants, leavings, isRotationOwed, forkedDevices }
  return JSON.stringify(
    [summary, entries, standing, foldOf(vault, space, summary.kind)],
    inOneOrder,
  )
}

/** What was just made and what was read back are written alike. */
const inOneOrder = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Map) return [...value]
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

export const firstDifference = (one: string, other: string): string => {
  let at = 0
  while (one[at] === other[at]) at++
  const around = (text: string) => text.slice(Math.max(0, at - 160), at + 120)
  return `\n    ${around(one)}\n    ${around(other)}`
}

interface Seen {
  readonly version: number
  readonly ledger: unknown
  readonly holdings: Map<string, string>
  readonly states: Map<string, string>
}

const seenOf = new WeakMap<SimVault, Seen>()

/** What was found of a vault that did not change since; one that started anew is looked at again. */
const seenNow = (vault: SimVault): Seen => {
  const known = seenOf.get(vault)
  const [version, ledger] = [vault.version(), vault.ledger()]
  if (known?.version === version && known.ledger === ledger) return known
  const seen = { version, ledger, holdings: new Map(), states: new Map() }
  seenOf.set(vault, seen)
  return seen
}

const once = (known: Map<string, string>, space: string, find: () => string): string => {
  const found = known.get(space) ?? find()
  known.set(space, found)
  return found
}

/** Promise 6: vaults that hold the same entries show the same state. */
export const checkAgreement = (vaults: readonly SimVault[], spaces: Iterable<string>): number => {
  let compared = 0
  for (const space of spaces) {
    const known = new Map<string, SimVault>()
    for (const vault of vaults) {
      if (!vault.ledger().spaceOf(space)) continue
      const holdings = once(seenNow(vault).holdings, space, () => holdingsOf(vault, space))
      const other = known.get(holdings)
      known.set(holdings, vault)
      if (!other) continue
      compared++
      const [one, two] = [other, vault].map((each) =>
        once(seenNow(each).states, space, () => stateOf(each, space)),
      ) as [string, string]
      if (one !== two)
        throw new Violation(
          `${other.name} and ${vault.name} hold the same of ${space.slice(0, 6)} and judge it differently:${firstDifference(one, two)}`,
        )
    }
  }
  return compared
}
