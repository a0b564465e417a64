import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { findChromium } from '../../scripts/lib/chromium-binary.mjs'
import type { InputOf, OutputOf } from '../../shared/contracts/contract'
import type { VaultContract } from '../../shared/contracts/vault'
import { type Result, unwrap } from '../../shared/errors/result'
import { askWith, type DiskMember, memberIdOf } from '../support/disk-members'
import { makeVaultHome } from '../support/disk-vault'
import { type MemoryApp, startMemoryApp } from '../support/memory/memory-app'
import { scramble } from '../support/memory/orders'
import { type MemoryFinding, maySearchMemory, searchMemory } from '../support/memory/search-memory'
import { makeHome } from './support/app'

// Ada's laptop is searched. Ben's vault runs here, in the process of the test, which is not.

const canaries = {
  passphrase: 'zorblat lantern quaymire thistle vexingly',
  'name of the case she left': 'Quillon Zephyrmark',
  'note of the case she left': 'The vantablack umbrella stood upside down',
  'name of the case she kept': 'Ottoline Brackwater',
  'note of the case she kept': 'Somebody repainted the tangerine staircase',
}

let home = ''
let ada: MemoryApp

const type = (label: string, text: string) =>
  ada.obey({ do: 'type', label, scrambled: scramble(text) })
const press = (role: 'button' | 'tab' | 'checkbox' | 'radio', name: string) =>
  ada.obey({ do: 'press', role, name })
const wait = (text: string) => ada.obey({ do: 'wait', text })
const ask = async <K extends keyof VaultContract & string>(
  row: K,
  input: InputOf<VaultContract[K]>,
) => unwrap((await ada.obey({ do: 'ask', row, input })) as Result<OutputOf<VaultContract[K]>>)

const found = async (): Promise<void> => {
  await press('button', '^Found a committee')
  await ada.obey({ do: 'fill', label: 'Name of the committee', text: 'Harbor Days' })
  await ada.obey({ do: 'fill', label: 'Your name', text: 'Ada' })
  await ada.obey({ do: 'fill', label: 'Your employer', text: 'Tidewater Labs' })
  await press('button', '^Next')
  await press('radio', 'Elastic')
  await press('button', '^Next')
  await press('checkbox', 'accept it')
  await press('button', '^Next')
  await type('New passphrase', canaries.passphrase)
  await type('Once more, to be sure', canaries.passphrase)
  await press('button', '^(Make|Found)')
  await wait('Your recovery kit')
  await press('button', '^Go on without')
}

const takeCall = async (name: string, note: string): Promise<void> => {
  await press('button', '^Take a call')
  await type('What you hear', note)
  await type('Who is reported', name)
  await press('button', '^Enter as a reported')
  await press('button', '^Call ended')
  await wait('Access and erasing')
}

const sendToBen = async (ben: DiskMember): Promise<void> => {
  const [file] = await ask('bundle.make', { memberIds: [ben.memberId] })
  if (file === undefined) throw new Error('no file was made')
  unwrap(await ben.handlers['bundle.import']({ bytes: file.bytes }))
}

const sendToAda = async (ben: DiskMember): Promise<void> => {
  const { members } = unwrap(await ben.handlers['member.list']({}))
  const memberIds = members.filter(({ name }) => name === 'Ada').map(({ memberId }) => memberId)
  const [file] = unwrap(await ben.handlers['bundle.make']({ memberIds }))
  await ask('bundle.import', { bytes: file?.bytes as Uint8Array })
}

const letBenIn = async (benHome: string): Promise<DiskMember> => {
  const { code } = await ask('invitation.issue', { forName: 'Ben' })
  const asking = await askWith(code, 'Ben', benHome, { nowMs: Date.now() })
  const { requestId } = await ask('request.read', { bytes: asking.request })
  await ask('request.sign', { requestId, wordsCompared: true })
  const { members } = await ask('member.list', {})
  const [memberId] = members.filter(({ name }) => name === 'Ben').map((one) => one.memberId)
  if (memberId === undefined) throw new Error('Ben was not let in')
  const ben = { ...asking, memberId }
  await sendToBen(ben)
  expect(await memberIdOf(ben.handlers)).toBe(memberId)
  return ben
}

const declareAll = async (ben: DiskMember): Promise<void> => {
  for (const { noticeId, version } of unwrap(await ben.handlers['notice.list']({ show: 'open' }))) {
    unwrap(await ben.handlers['notice.declare']({ noticeId, version, answer: 'no-conflict' }))
  }
}

const namesIn = (findings: readonly MemoryFinding[]): readonly string[] =>
  [...new Set(findings.flatMap(({ found }) => Object.keys(found)))].sort()

/** All that is promised to be clean: everything but the browser's own process (SECURITY.md). */
const promised = () => searchMemory(ada.pid, canaries).filter(({ kind }) => kind !== 'browser')

const dirty = (findings: readonly MemoryFinding[]) =>
  findings.filter(({ found }) => Object.keys(found).length > 0)

const filesWith = (folder: string, text: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return bytes.includes(text, 0, 'utf8') || bytes.includes(text, 0, 'utf16le')
    })

const program = process.platform === 'linux' ? findChromium() : null

// The memory of a process can be read as a file on Linux alone; elsewhere this is not checked.
describe.skipIf(program === null)('the memory of what remains after a lock (Linux)', () => {
  let benHome: { home: string; remove: () => void }

  beforeAll(async () => {
    home = await makeHome()
    benHome = makeVaultHome()
    ada = startMemoryApp()
    await ada.obey({
      do: 'open',
      home,
      program: program as string,
      mayLackSandbox: Boolean(process.env.CI),
    })
  })

  afterAll(async () => {
    await ada?.end()
    await rm(home, { recursive: true, force: true })
    benHome?.remove()
  })

  it('holds nothing of a case that was left, of one that was kept, nor the passphrase', async ({
    skip,
  }) => {
    if (!maySearchMemory(ada.pid)) skip('this account may not read the memory of the browser')
    await found()
    const ben = await letBenIn(benHome.home)
    await takeCall(canaries['name of the case she kept'], canaries['note of the case she kept'])
    await takeCall(canaries['name of the case she left'], canaries['note of the case she left'])

    await sendToBen(ben)
    await declareAll(ben)
    await sendToAda(ben)
    await sendToBen(ben)

    // The search finds what is there: each text, in the host and in the window.
    const open = searchMemory(ada.pid, canaries)
    for (const name of Object.keys(canaries)) {
      expect(namesIn(open), 'while the vault is open').toContain(`${name} (UTF-8)`)
    }
    expect(namesIn(open.filter(({ kind }) => kind === 'host'))).not.toEqual([])
    expect(namesIn(open.filter(({ kind }) => kind === 'window'))).toContain(
      'note of the case she left (UTF-16LE)',
    )

    await press('tab', '^Access and erasing')
    await press('button', '^Step back from this case')
    await press('button', '^Step back and erase it here')
    await wait('You stepped back from')
    const filter = { status: [], channel: [], severity: [], overdueOnly: false }
    const page = { filter, sort: 'received', descending: true, offset: 0, limit: 10 } as const
    expect((await ask('case.list', page)).total).toBe(1)

    await press('button', '^Lock')
    await wait('Vaults on this laptop')
    // The old window's process takes a moment to end.
    await vi.waitFor(() => expect(dirty(promised())).toEqual([]), {
      timeout: 30_000,
      interval: 500,
    })

    for (const text of Object.values(canaries)) expect(filesWith(home, text)).toEqual([])
    const browser = searchMemory(ada.pid, canaries).filter(({ kind }) => kind === 'browser')
    console.log(`left in the browser's own process: ${JSON.stringify(browser[0]?.found ?? {})}`)
  })
})
