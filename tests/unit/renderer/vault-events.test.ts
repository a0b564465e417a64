import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { vaultKey } from '../../../renderer/client/query-keys'
import { applyVaultEvent } from '../../../renderer/client/vault-events'
import type { VaultEvent } from '../../../shared/contracts/vault'
import { CaseId } from '../../../shared/domain/terms'

const one = CaseId.parse('1'.repeat(32))
const other = CaseId.parse('2'.repeat(32))

const keys = {
  status: vaultKey('vault.status', {}),
  committee: vaultKey('committee.get', {}),
  search: vaultKey('case.search', { text: 'door', limit: 20 }),
  intakes: vaultKey('intake.list', {}),
  one: vaultKey('case.get', { caseId: one }),
  historyOfOne: vaultKey('case.history', { caseId: one, offset: 0, limit: 50 }),
  other: vaultKey('case.get', { caseId: other }),
  members: vaultKey('member.list', {}),
  notices: vaultKey('notice.list', { show: 'open' }),
  waiting: vaultKey('waiting.list', {}),
  meeting: vaultKey('meeting.view', {}),
  servers: vaultKey('meeting.servers', {}),
  cursorsInReport: vaultKey('text.cursors', { caseId: one, name: 'narrative' }),
  cursorsInNotes: vaultKey('text.cursors', { caseId: one, name: 'notes' }),
}

/** Fills a cache, lets the vault say something, and names what would be read again. */
const staleAfter = (event: VaultEvent): string[] => {
  const queryClient = new QueryClient()
  for (const key of Object.values(keys)) queryClient.setQueryData(key, {})
  applyVaultEvent(queryClient, event)
  return Object.entries(keys)
    .filter(([, key]) => queryClient.getQueryState(key)?.isInvalidated === true)
    .map(([name]) => name)
}

describe('an event of the vault', () => {
  it('makes a changed case and the lists stale, and leaves other cases alone', () => {
    expect(staleAfter({ kind: 'case-changed', caseId: one })).toEqual([
      'search',
      'one',
      'historyOfOne',
      'waiting',
    ])
  })

  it('makes only the lists and what waits stale when cases came or went', () => {
    expect(staleAfter({ kind: 'cases-changed' })).toEqual(['search', 'waiting'])
  })

  it('makes what tells the only copy of a case stale when other laptops got some', () => {
    expect(staleAfter({ kind: 'copies-changed' })).toEqual(['one', 'other', 'waiting'])
  })

  it('makes the open intakes and their count stale', () => {
    expect(staleAfter({ kind: 'intakes-changed' })).toEqual(['status', 'intakes'])
  })

  it('makes everything stale when the session changed', () => {
    expect(staleAfter({ kind: 'session-changed' })).toEqual(Object.keys(keys))
  })

  it('makes members and what names them stale when the committee changed', () => {
    expect(staleAfter({ kind: 'committee-changed' })).toEqual([
      'committee',
      'members',
      'notices',
      'waiting',
      'meeting',
      'servers',
    ])
  })

  it('makes the meeting stale, and nothing that is in the vault, when the meeting changed', () => {
    expect(staleAfter({ kind: 'meeting-changed' })).toEqual(['meeting'])
  })

  it('makes the cursors of one text stale when one of them moved', () => {
    expect(staleAfter({ kind: 'cursors-changed', caseId: one, name: 'notes' })).toEqual([
      'cursorsInNotes',
    ])
    expect(staleAfter({ kind: 'cursors-changed', caseId: other, name: 'notes' })).toEqual([])
  })

  it('makes notices and what waits stale when a notice changed, and leaves members alone', () => {
    expect(staleAfter({ kind: 'notices-changed' })).toEqual(['notices', 'waiting'])
  })

  it('changes nothing for progress', () => {
    expect(staleAfter({ kind: 'progress', task: 'unlock', fraction: 0.5 })).toEqual([])
  })
})
