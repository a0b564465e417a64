import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../shared/errors/result'
import {
  accessOf,
  clear,
  foundIn,
  noticesOf,
  onlyNotice,
  setupCommittee,
} from '../../support/disk-committee'
import { type DiskMember, exchange, foundAs, send } from '../../support/disk-members'
import { codeOf, listCases, passphrase, setupHomes, takeReport } from '../../support/disk-vault'

const newHome = setupHomes()
/** Beyond what one piece of a bundle holds. */
// Fourteen of them make three pieces of a bundle, so that the first is whole when the middle one is damaged.
const longNote = (word: string) => `${word} `.repeat(32_000)

const bundleFor = async (from: DiskMember, to: DiskMember) => {
  const [file] = unwrap(await from.handlers['bundle.make']({ memberIds: [to.memberId] }))
  if (!file) throw new Error('no bundle')
  return { fileName: file.fileName, bytes: file.bytes as Uint8Array }
}

const narrativesOf = async (member: DiskMember) => {
  const { rows } = await listCases(member.handlers)
  return Promise.all(
    rows.map(async ({ caseId }) => {
      const text = unwrap(await member.handlers['text.open']({ caseId, name: 'narrative' }))
      return (text.update as Uint8Array).length
    }),
  )
}

const declareAll = async (member: DiskMember) => {
  for (const { noticeId, version, mine } of await noticesOf(member)) {
    if (mine !== 'asked') continue
    unwrap(await member.handlers['notice.declare']({ noticeId, version, answer: 'no-conflict' }))
  }
}

describe('a bundle', () => {
  it('says what is in it, is sealed, and gives the same twice', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const { caseId } = await takeReport(ada.handlers, { note: 'canary-of-the-story' })
    const file = await bundleFor(ada, ben)
    expect(file.fileName).toMatch(/^sealed-[0-9a-f]{8}\.conclave$/)
    expect(codeOf(await ada.handlers['bundle.import']({ bytes: file.bytes }))).toBe(
      'bundle/not-for-you',
    )
    const preview = unwrap(await ben.handlers['bundle.preview']({ bytes: file.bytes }))
    expect(preview).toMatchObject({ from: 'Ada', damagedPieces: 0, newNotices: 0 })
    expect(await noticesOf(ben)).toEqual([])
    const first = unwrap(await ben.handlers['bundle.import']({ bytes: file.bytes }))
    expect(first).toMatchObject({ from: 'Ada', newNotices: 1, newCases: [], refused: [] })
    expect(first.newEntries).toBe(preview.newEntries)
    const again = unwrap(await ben.handlers['bundle.import']({ bytes: file.bytes }))
    expect(again).toMatchObject({ newEntries: 0, newNotices: 0, refused: [] })
    expect(again.duplicates).toBe(first.newEntries + first.duplicates)
    expect(ben.events.some((one) => one.kind === 'progress' && one.task === 'bundle')).toBe(true)

    await declareAll(ben)
    await send(ben, ada)
    const granted = await bundleFor(ada, ben)
    for (const { bytes } of [file, granted]) {
      const text = Buffer.from(bytes).toString('latin1')
      for (const word of ['canary', caseId, ada.memberId, 'Ada']) expect(text).not.toContain(word)
    }
    // In any order: the older file changes nothing after the newer one.
    const report = unwrap(await ben.handlers['bundle.import']({ bytes: granted.bytes }))
    expect(report.newCases).toMatchObject([{ caseId }])
    unwrap(await ben.handlers['bundle.import']({ bytes: file.bytes }))
    expect((await listCases(ben.handlers)).total).toBe(1)
    expect(await accessOf(ada, caseId)).toMatchObject({ onlyCopy: true })
    await send(ben, ada)
    expect(await accessOf(ada, caseId)).toMatchObject({ onlyCopy: false })
    const [target] = unwrap(await ada.handlers['bundle.targets']({}))
    expect(target).toMatchObject({ name: 'Ben', entries: 0 })
  })

  it('gives what is whole when a piece of it is damaged, and the next one heals the rest', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    for (const word of 'one two six ten stage hall door badge stair lobby table chair lamp desk'.split(
      ' ',
    ))
      await takeReport(ada.handlers, { note: longNote(word) })
    await exchange(ada, ben)
    await declareAll(ben)
    await send(ben, ada)
    const { bytes } = await bundleFor(ada, ben)
    const damaged = bytes.slice()
    damaged[Math.floor(bytes.length / 2)] = (damaged[Math.floor(bytes.length / 2)] ?? 0) ^ 1
    const report = unwrap(await ben.handlers['bundle.import']({ bytes: damaged }))
    expect(report.damagedPieces).toBe(1)
    // What is whole is read; a space whose beginning was in the damaged piece is refused until it comes.
    const refused = report.refused.reduce((sum, { count }) => sum + count, 0)
    expect(report.newEntries + refused).toBeGreaterThan(0)
    const cut = unwrap(await ben.handlers['bundle.import']({ bytes: bytes.slice(0, -20) }))
    expect(cut.damagedPieces).toBe(1)
    expect(await narrativesOf(ben)).not.toEqual(await narrativesOf(ada))
    await send(ben, ada)
    await send(ada, ben)
    expect(await narrativesOf(ben)).toEqual(await narrativesOf(ada))
    expect(unwrap(await ben.handlers['refused.list']({}))).toEqual([])
    const head = bytes.slice()
    head[20] = (head[20] ?? 0) ^ 1
    expect(codeOf(await ben.handlers['bundle.import']({ bytes: head }))).toMatch(/^bundle\//)
    const nothing = await ben.handlers['bundle.import']({ bytes: new Uint8Array(10) })
    expect(codeOf(nothing)).toBe('bundle/not-a-bundle')
  })

  it('is found in the watched folder, whoever else has files there', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const mallory = await foundAs('Mallory', newHome(), clock)
    const folder = `${newHome()}/shared`
    const missing = await ben.handlers['bundle.setFolder']({ folder })
    expect(codeOf(missing)).toBe('bundle/folder-missing')
    mkdirSync(folder)
    unwrap(await ben.handlers['bundle.setFolder']({ folder }))
    expect(unwrap(await ben.handlers['bundle.folder']({}))).toEqual({
      folder,
      state: 'watching',
      lastImports: [],
    })
    await takeReport(ada.handlers)
    await takeReport(mallory.handlers)
    for (const [from, to] of [
      [ada, ben],
      [ada, cleo],
    ] as const) {
      const { fileName, bytes } = await bundleFor(from, to)
      writeFileSync(`${folder}/${fileName}`, bytes)
    }
    writeFileSync(`${folder}/sealed-00000000.conclave`, 'no bundle at all')
    await ben.look()
    await ben.look()
    const view = unwrap(await ben.handlers['bundle.folder']({}))
    expect(view.lastImports).toMatchObject([{ from: 'Ada', newNotices: 1 }])
    expect(await noticesOf(ben)).toHaveLength(1)
    // It is looked into again after a lock, and a file that was taken in changes nothing.
    unwrap(await ben.handlers['vault.lock']({}))
    await ben.look()
    unwrap(await ben.handlers['vault.unlock']({ folder: ben.folder, passphrase }))
    await ben.look()
    expect(unwrap(await ben.handlers['bundle.folder']({})).lastImports).toEqual([])
    unwrap(await ben.handlers['bundle.setFolder']({ folder: null }))
    expect(unwrap(await ben.handlers['bundle.folder']({})).state).toBe('off')
  })

  it('of somebody who left brings what counted before, and lets their last bytes go', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const { caseId } = await takeReport(ada.handlers, { note: 'canary-of-the-story' })
    await clear(ada, ben, cleo)
    unwrap(await cleo.handlers['case.setOverview']({ caseId, severity: 'high' }))
    unwrap(await cleo.handlers['case.leave']({ caseId, as: 'recused', newOwner: null }))
    const [target] = unwrap(await cleo.handlers['bundle.targets']({}))
    const sealed = target?.entries ?? 0
    expect(sealed).toBeGreaterThan(1)
    await send(cleo, ben)
    expect(unwrap(await ben.handlers['case.get']({ caseId })).severity).toBe('high')
    expect((await accessOf(ben, caseId)).left).toMatchObject([{ name: 'Cleo', as: 'recused' }])
    await send(ben, cleo)
    const [after] = unwrap(await cleo.handlers['bundle.targets']({}))
    expect(after?.entries).toBeLessThan(sealed)
    expect(await onlyNotice(cleo)).toMatchObject({ mine: 'recused', case: null })
    expect(foundIn(cleo.folder, ['canary-of-the-story'])).toEqual([])
    const nobody = await ada.handlers['bundle.make']({ memberIds: ['f'.repeat(32) as never] })
    expect(codeOf(nobody)).toBe('member/unknown')
  })
})
