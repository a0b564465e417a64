import type { VaultHandlers } from '../../../shared/contracts/vault'
import {
  currentMembers,
  devicesOf,
  isCurrentMember,
  memberOf,
} from '../../../shared/domain/committee/selectors'
import type { MemberId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { hexToBytes } from '../../../shared/util/bytes'
import { sealBundle } from '../bundle/seal-bundle'
import { nameOf } from '../members/member-names'
import { askedFirst } from '../notices/on-call'
import type { UnlockedVault } from '../session/unlocked-vault'
import { bundleFileName } from './bundle-file-name'
import { importBundle, openForMe, previewBundle } from './import-bundle'
import { listRefused, maxListed } from './list-refused'
import { keepPeer, readPeer } from './peers'
import type { FolderWatch } from './watch-folder'
import { listWithoutEffect } from './without-effect'

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
      const first = askedFirst(vault)
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
              isAskedFirst: first.has(memberId),
            }
          })
          .sort((a, b) => Number(b.isAskedFirst) - Number(a.isAskedFirst)),
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
    'refused.list': () => ok(listRefused(vault.ledger, listWithoutEffect(vault, maxListed))),
  }
}
