import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../../shared/errors/result'
import { type DiskMember, exchange, foundAs, joinAs } from '../../../support/disk-members'
import { setupHomes } from '../../../support/disk-vault'

const newHome = setupHomes()

const setup = async () => {
  const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
  const ada = await foundAs('Ada', newHome(), clock)
  const ben = await joinAs('Ben', newHome(), clock, ada)
  await exchange(ada, ben)
  const folder = newHome()
  unwrap(await ben.handlers['bundle.setFolder']({ folder }))
  return { ada, ben, folder }
}

const lastImports = async ({ handlers }: DiskMember) =>
  unwrap(await handlers['bundle.folder']({})).lastImports

describe('a watched folder', () => {
  it.skipIf(process.platform === 'win32')('opens no pipe and no link', async () => {
    const { ada, ben, folder } = await setup()
    execFileSync('mkfifo', [`${folder}/a.conclave`])
    symlinkSync('/dev/zero', `${folder}/b.conclave`)
    unwrap(await ada.handlers['invitation.issue']({ forName: 'Cleo' }))
    const [file] = unwrap(await ada.handlers['bundle.make']({ memberIds: [ben.memberId] }))
    writeFileSync(`${folder}/c.conclave`, file?.bytes ?? '')
    await ben.look()
    expect((await lastImports(ben)).map(({ fileName }) => fileName)).toEqual(['c.conclave'])
    await ada.stop()
    await ben.stop()
  })
})
