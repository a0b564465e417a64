import type { SessionStatus, VaultListing } from '../../../shared/contracts/views'
import { fingerprintWords, memberIdOf, vaultIdOf } from './made-up'
import type { Scenario } from './scenario'

const home = '/home/ada/Conclave'

const listing = (change: Partial<VaultListing>): VaultListing => ({
  vaultId: vaultIdOf(1),
  folder: `${home}/northwind-conduct`,
  label: 'Northwind conduct',
  status: 'ok',
  cloudDrive: null,
  sealedIntakes: 0,
  ...change,
})

const second = listing({
  vaultId: vaultIdOf(2),
  folder: '/home/ada/Dropbox/committees/tidewater-days-vault',
  label: 'Tidewater Days',
  cloudDrive: 'Dropbox',
  sealedIntakes: 2,
})

const broken = (['damaged', 'newer-format', 'in-use', 'incomplete', 'missing'] as const).map(
  (status, index) =>
    listing({
      vaultId: status === 'damaged' ? null : vaultIdOf(index + 3),
      folder: `${home}/${status}`,
      label: `Vault ${index + 1}`,
      status,
    }),
)

export const listingsOf = ({ name }: Scenario): VaultListing[] => {
  switch (name) {
    case 'first-run':
      return []
    case 'locked':
      return [listing({}), second]
    case 'broken-vaults':
      return [listing({}), ...broken]
    case 'one-vault':
    case 'rescue':
    case 'moved':
    case 'unlocked':
    case 'read-only':
    case 'warnings':
    case 'waiting':
    case 'left':
    case 'frozen':
    case 'alone':
      return [listing({})]
  }
}

const readOnlyReasons: Partial<Record<Scenario['name'], string>> = {
  'read-only': 'disk-full',
  rescue: 'read-only-disk',
}

export const unlockedStatus = (
  scenario: Scenario,
  change: Partial<Extract<SessionStatus, { phase: 'unlocked' }>> = {},
): Extract<SessionStatus, { phase: 'unlocked' }> => ({
  phase: 'unlocked',
  vaultId: vaultIdOf(1),
  folder: `${home}/northwind-conduct`,
  committeeName: 'Northwind Code of Conduct Committee',
  memberName: 'Ada Mirwald',
  memberId: memberIdOf(1),
  membership: scenario.name === 'left' ? 'left' : scenario.name === 'frozen' ? 'frozen' : 'current',
  readOnly: readOnlyReasons[scenario.name] ?? null,
  warnings:
    scenario.name === 'warnings' ? ['recovery-unconfirmed', 'cloud-folder', 'clock-set-back'] : [],
  cloudDrive: scenario.name === 'warnings' ? 'Dropbox' : null,
  openIntakes: 0,
  idleLockMinutes: scenario.idleLockMinutes,
  ...change,
})

const dayMs = 24 * 3_600_000

type WaitingStatus = Extract<SessionStatus, { phase: 'waiting-to-join' }>

export const waitingStatus = (
  scenario: Scenario,
  nowMs: number,
  change: Partial<WaitingStatus> = {},
): WaitingStatus => ({
  phase: 'waiting-to-join',
  vaultId: vaultIdOf(1),
  folder: `${home}/northwind-conduct`,
  purpose: 'join',
  memberName: 'Hana Sørby',
  fingerprintWords: [...fingerprintWords],
  expiresAtMs: nowMs + 6 * dayMs,
  warnings: [],
  idleLockMinutes: scenario.idleLockMinutes,
  ...change,
})

export const firstStatus = (scenario: Scenario, nowMs: number): SessionStatus => {
  switch (scenario.name) {
    case 'unlocked':
    case 'read-only':
    case 'warnings':
    case 'left':
    case 'frozen':
    case 'alone':
      return unlockedStatus(scenario)
    case 'waiting':
      return waitingStatus(scenario, nowMs)
    case 'first-run':
    case 'locked':
    case 'one-vault':
    case 'rescue':
    case 'broken-vaults':
    case 'moved':
      return { phase: 'locked' }
  }
}
