import type { VaultHandlers } from '../../../shared/contracts/vault'
import { currentMembers } from '../../../shared/domain/committee/selectors'
import { draft } from '../../../shared/domain/ledger/fact'
import { checkPlaybook, Playbook, parsePlaybook } from '../../../shared/domain/playbook'
import { err, ok } from '../../../shared/errors/result'
import type { UnlockedVault } from '../session/unlocked-vault'
import type { PlaybookShelf } from './playbooks'

export type CommitteeHandlers = Pick<VaultHandlers, 'committee.get' | 'playbook.adopt'>

export const createCommitteeHandlers = (
  vault: UnlockedVault,
  committeeSpace: string,
): CommitteeHandlers => ({
  'committee.get': () => {
    const committee = vault.ledger.committee()
    if (!committee.playbook) throw new Error('a committee without a playbook')
    return ok({
      name: committee.name,
      foundedAtMs: committee.foundedAtMs,
      members: currentMembers(committee).map(({ memberId, name }) => ({ memberId, name })),
      playbook: committee.playbook,
    })
  },
  'playbook.adopt': async ({ json }) => {
    const read = readPlaybook(json)
    if (!read.ok) return read
    const appended = await vault.ledger.append([
      { space: committeeSpace, facts: [draft('playbook.adopted', { playbook: read.value })] },
    ])
    if (!appended.ok) return appended
    const [entry] = appended.value
    if (!entry) throw new Error('adopting a playbook entered nothing')
    vault.emit({ kind: 'session-changed' })
    return ok({ entryId: entry.id })
  },
})

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const readPlaybook = (json: string) => {
  const value = parseJson(json)
  return value === undefined
    ? err({ code: 'playbook/invalid', path: '', reason: 'not-json' })
    : parsePlaybook(value)
}

export type ShelfHandlers = Pick<VaultHandlers, 'playbook.list' | 'playbook.get' | 'playbook.check'>

/** What needs no unlocked vault: the playbooks that come with the app, and the check of a copy. */
export const createShelfHandlers = (shelf: PlaybookShelf): ShelfHandlers => ({
  'playbook.list': async () =>
    ok((await shelf.list()).map(({ id, name, description }) => ({ id, name, description }))),
  'playbook.get': ({ id }) => shelf.get(id),
  'playbook.check': ({ json }) => {
    const value = parseJson(json)
    if (value === undefined) return ok({ findings: [{ path: '', message: 'not-json' }] })
    const parsed = Playbook.safeParse(value)
    const findings = parsed.success
      ? checkPlaybook(parsed.data).map((finding) => ({ path: finding.path, message: finding.code }))
      : parsed.error.issues.map((issue) => ({
          path: issue.path.map(String).join('.'),
          message: issue.message,
        }))
    return ok({ findings: findings.slice(0, 200) })
  },
})
