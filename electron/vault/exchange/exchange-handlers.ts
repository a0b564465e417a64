import type { RefusedEntryView } from '../../../shared/contracts/committee-views'
import type { VaultHandlers } from '../../../shared/contracts/vault'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import {
  authorOf,
  currentMembers,
  devicesOf,
  isCurrentMember,
  memberOf,
} from '../../../shared/domain/committee/selectors'
import type { CaseId, MemberId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { hexToBytes } from '../../../shared/util/bytes'
import { sealBundle } from '../bundle/seal-bundle'
import { nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'
import { bundleFileName } from './bundle-file-name'
import { importBundle, openForMe, previewBundle } from './import-bundle'
import { keepPeer, readPeer } from './peers'
import type { FolderWatch } from './watch-folder'

export type ExchangeHandlers = Pick<
  VaultHandlers,
  Extract<keyof VaultHandlers, `bundle.${string}`> | 'refused.list'
>

/** Bundles: one sealed file for each member, and what comes back. */
export const createExchangeHandlers = (
  vault: UnlockedVault,
  watch: FolderWatch,
): ExchangeHandlers => {
  const collect = (memberId: MemberId) => vault.ledger.collect(memberId, vault.ledger.knownHaves())

  const makeFor = (memberId: MemberId): Result<{ bytes: Uint8Array }> => {
    const committee = vault.ledger.committee()
    const isHere = isCurrentMember(committee, memberId)
    const boxKeys = devicesOf(committee, memberId, isHere ? 'live' : 'all')
      .filter(({ revokedBy }) => revokedBy === null)
      .flatMap(({ boxKey }) => hexToBytes(boxKey) ?? [])
    if (boxKeys.length === 0) return err({ code: 'member/gone' })
    // Who left is told that alone, so that their vault lets go of what it had.
    const delivery = isHere ? collect(memberId) : vault.ledger.farewell(memberId)
    const sealed = sealBundle(delivery, {
      signKeys: vault.device.signKeys,
      recipient: memberId,
      boxKeys,
      committee: vault.committeeSpace,
      madeAtMs: vault.now(),
    })
    return sealed.ok ? ok({ bytes: sealed.value }) : sealed
  }

  /** Others; and oneself, with another laptop. */
  const mayBeSent = (memberId: MemberId): boolean =>
    memberId !== vault.device.memberId || devicesOf(vault.ledger.committee(), memberId).length > 1

  return {
    'bundle.targets': () => {
      const committee = vault.ledger.committee()
      return ok(
        currentMembers(committee)
          .filter(({ memberId }) => mayBeSent(memberId))
          .map(({ memberId, name }) => {
            const { madeAtMs, heardAtMs } = readPeer(vault, memberId)
            return {
              memberId,
              name,
              entries: collect(memberId).spaces.reduce(
                (count, { entries }) => count + entries.length,
                0,
              ),
              lastMadeAtMs: madeAtMs,
              lastHeardAtMs: heardAtMs,
            }
          }),
      )
    },
    'bundle.make': async ({ memberIds }) => {
      const committee = vault.ledger.committee()
      for (const memberId of memberIds) {
        if (!memberOf(committee, memberId)) return err({ code: 'member/unknown' })
        if (!mayBeSent(memberId)) return err({ code: 'member/is-self' })
      }
      const files: { memberId: MemberId; name: string; fileName: string; bytes: Uint8Array }[] = []
      for (const [index, memberId] of memberIds.entries()) {
        const made = makeFor(memberId)
        if (!made.ok) return made
        const { bytes } = made.value
        files.push({
          memberId,
          name: nameOf(committee, memberId),
          fileName: bundleFileName(bytes),
          bytes,
        })
        vault.emit({ kind: 'progress', task: 'bundle', fraction: (index + 1) / memberIds.length })
      }
      const kept = await vault.store.commit(
        memberIds.map((memberId) => keepPeer(vault, memberId, { madeAtMs: vault.now() })),
      )
      return kept.ok ? ok(files) : kept
    },
    'bundle.preview': ({ bytes }) => {
      const opened = openForMe(vault, bytes)
      return opened.ok ? ok(previewBundle(vault, opened.value)) : opened
    },
    'bundle.import': async ({ bytes }) => {
      const opened = openForMe(vault, bytes)
      return opened.ok ? importBundle(vault, opened.value) : opened
    },
    'bundle.folder': () => ok(watch.view()),
    'bundle.setFolder': ({ folder }) => watch.set(folder),
    'refused.list': () => ok(listRefused(vault)),
  }
}

/** Refused on arrival, or here and without effect; each with who made it (promise 7). */
const listRefused = (vault: UnlockedVault): RefusedEntryView[] => {
  const { ledger } = vault
  const committee = ledger.committee()
  const whereOf = (space: string): Pick<RefusedEntryView, 'where' | 'codeName'> => {
    const kind = ledger.spaceOf(space)?.kind ?? 'unknown'
    return { where: kind, codeName: kind === 'case' ? codeNameOf(space as CaseId) : null }
  }
  const arrived = ledger.refused().map((row) => ({
    entryId: row.digest as RefusedEntryView['entryId'],
    ...whereOf(row.space),
    by: nameOf(committee, authorOf(committee, row.fromDevice) ?? ''),
    code: row.code,
    atMs: row.atMs,
  }))
  const rejected = committee.rejected.map(({ entryId, by, code }) => ({
    entryId,
    where: 'committee' as const,
    codeName: null,
    by: nameOf(committee, by),
    code,
    atMs: null,
  }))
  const without = [
    ...ledger.spacesOf('notice'),
    ...ledger.spacesOf('case'),
    ...ledger.spacesOf('matter'),
  ].flatMap((space) =>
    ledger
      .entriesOf(space)
      .filter((entry) => entry.void !== null)
      .map((entry) => ({
        entryId: entry.id,
        ...whereOf(space),
        by: nameOf(committee, entry.by),
        code: entry.void as string,
        atMs: entry.atMs,
      })),
  )
  return [...arrived, ...rejected, ...without].slice(0, 500)
}
