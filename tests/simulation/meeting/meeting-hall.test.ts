import { afterEach, describe, expect, it, vi } from 'vitest'
import { unwrap } from '../../../shared/errors/result'
import { declare, noticesOf } from '../../support/disk-committee'
import type { DiskMember } from '../../support/disk-members'
import { codeOf, listCases, passphrase, setupHomes, takeReport } from '../../support/disk-vault'
import {
  areUpToDate,
  presentAt,
  setupHalls,
  until,
  viewOf,
} from '../../support/meeting/meeting-hall'

/** Every frame that a vault's exchange was given, opened: by the device that was given it. */
const opened = new Map<string, Uint8Array[]>()
vi.mock('../../../electron/vault/meeting/meeting-exchange', async (original) => {
  const real = await original<typeof import('../../../electron/vault/meeting/meeting-exchange')>()
  return {
    createMeetingExchange: (...[vault, ports]: Parameters<typeof real.createMeetingExchange>) => {
      const exchange = real.createMeetingExchange(vault, ports)
      const frames = opened.get(vault.deviceId) ?? []
      opened.set(vault.deviceId, frames)
      return {
        ...exchange,
        open: (channel: Parameters<typeof exchange.open>[0]) =>
          exchange.open({
            ...channel,
            peer: channel.peer,
            onFrame: (take) =>
              channel.onFrame((frame) => {
                frames.push(frame.slice())
                take(frame)
              }),
          }),
      }
    },
  }
})

const setupHall = setupHalls(setupHomes())
afterEach(() => opened.clear())

const contains = (bytes: Uint8Array, what: string): boolean => {
  const buffer = Buffer.from(bytes)
  return buffer.includes(what) || (/^[0-9a-f]{32,}$/.test(what) && buffer.includes(what, 0, 'hex'))
}

describe('members in one hall', () => {
  it('find the meeting by its announcement and sync a case, of which a conflicted member gets nothing (promises 2, 3)', async () => {
    const { hall, members } = await setupHall('Ada', 'Ben', 'Cleo')
    const [ada, ben, cleo] = members
    await hall.meet(ada, ben, cleo)
    await until('everyone is here', () => areUpToDate(ada, 'Ben', 'Cleo'))
    const { caseId } = await takeReport(ada.handlers, { note: 'canary behind the stage' })
    for (const one of [ben, cleo])
      await until('the notice', async () => (await noticesOf(one)).length === 1)
    unwrap(await declare(cleo, 'conflict'))
    unwrap(await declare(ben, 'no-conflict'))
    await until('the case', async () => (await listCases(ben.handlers)).total === 1)

    for (const one of [ada, ben])
      await until('peace', async () => (await presentAt(one)).every((who) => who.endsWith('-date')))
    expect((await listCases(cleo.handlers)).total).toBe(0)

    const secrets = ['canary behind', caseId, 'Ada', 'Ben', 'Cleo', ada.memberId, ben.memberId]
    const cleoDevice = cleo.unlocked()?.ownDeviceId ?? ''
    for (const window of hall.board.windows)
      for (const message of window.entered) {
        const text = JSON.stringify(message)
        for (const secret of secrets) {
          expect(text.includes(secret)).toBe(false)
          if (message.kind === 'frame') expect(contains(message.bytes, secret)).toBe(false)
        }
      }
    const toCleo = opened.get(cleoDevice) ?? []
    expect(toCleo.length).toBeGreaterThan(5)
    for (const frame of toCleo)
      for (const secret of ['canary behind', caseId]) expect(contains(frame, secret)).toBe(false)
    // The same search finds the case at the laptop that may read it.
    const benDevice = ben.unlocked()?.ownDeviceId ?? ''
    expect((opened.get(benDevice) ?? []).some((frame) => contains(frame, caseId))).toBe(true)
    expect(hall.defects()).toEqual([])
  })

  it('meet by the code where announcements are blocked', async () => {
    const { hall, members } = await setupHall('Ada', 'Ben')
    const [ada, ben] = members
    hall.lan.isMulticastBlocked = true
    for (const one of members) hall.bring(one)
    await hall.host(ada)
    await until('why it is not announced', async () => {
      const place = (await viewOf(ada)).meeting?.place
      return place?.kind === 'hosted-here' && place.notAnnounced === 'meeting/discovery-blocked'
    })
    const place = (await viewOf(ada)).meeting?.place
    const code = place?.kind === 'hosted-here' ? place.code : ''
    const slip = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
    const mistyped = await ben.handlers['meeting.join']({ by: 'code', code: slip })
    expect(codeOf(mistyped)).toBe('meeting/code-mistyped')
    unwrap(await ben.handlers['meeting.join']({ by: 'code', code: code.toLowerCase() }))
    await until('both', () => areUpToDate(ben, 'Ada'))
    expect((await viewOf(ben)).meeting?.server).toBe('open')
    expect(hall.defects()).toEqual([])
  })

  it('go on when the host leaves, and follow whoever hosts on: links stay', async () => {
    const { hall, members } = await setupHall('Ada', 'Ben', 'Cleo')
    const [ada, ben, cleo] = members
    await hall.meet(ada, ben)
    hall.bring(cleo)
    await until('both', () => areUpToDate(ben, 'Ada'))
    // The server goes, not the laptop.
    hall.place(ada).machine.loseAddress()
    await until('it is lost', async () => (await viewOf(ben)).meeting?.server === 'lost')
    expect(await presentAt(ben)).toEqual(['Ada up-to-date'])
    const linked = hall.board.linked
    await hall.host(ben)
    await until('Ada follows', async () => (await viewOf(ada)).meeting?.server === 'open')
    expect(hall.board.linked).toBe(linked)
    await hall.join(cleo)
    await until('Cleo', () => areUpToDate(cleo, 'Ada', 'Ben'))
    unwrap(await ben.handlers['meeting.leave']({}))
    await until('without Ben', () => areUpToDate(cleo, 'Ada'))
    expect((await viewOf(ben)).meeting).toBeNull()
    const lastSeen = (await viewOf(ben)).lastSeen.map(({ name, isHere, atMs }) => [
      name,
      isHere,
      atMs !== null,
    ])
    expect(lastSeen).toEqual([
      ['Ada', false, true],
      ['Cleo', false, true],
    ])
    expect(hall.place(ben).machine.asked).toContain('stopHosting')
    expect(hall.place(ben).machine.url).toBeNull()
    // Leaving is no trouble; neither is a server that went.
    expect((await viewOf(cleo)).meeting?.troubles).toEqual([])
    expect(hall.defects()).toEqual([])
  })

  it('lose nothing when a sync window crashes, hangs, or links break (R34)', async () => {
    const { hall, members } = await setupHall('Ada', 'Ben', 'Cleo')
    const [ada, ben, cleo] = members
    await hall.meet(ada, ben, cleo)
    await until('everyone', () => areUpToDate(ada, 'Ben', 'Cleo'))
    const { window } = hall.place(ben)
    window.crash()
    expect((await viewOf(ben)).ability).toBe('no-window')
    const first = await takeReport(ada.handlers)
    window.open()
    await until('the notice after the crash', async () => (await noticesOf(ben)).length === 1)
    window.isHung = true
    await takeReport(ada.handlers)
    await takeReport(ben.handlers)
    await until('it shows what is not at Ben', async () =>
      ((await viewOf(ada)).meeting?.unsynced ?? []).some(
        ({ what, names }) => what.kind === 'notice' && names.includes('Ben'),
      ),
    )
    hall.board.keepApart('Ada', 'Cleo')
    hall.board.cut('Ben', 'Cleo')
    window.isHung = false
    window.crash()
    window.open()
    hall.board.letMeet('Ada', 'Cleo')
    for (const one of members)
      await until('all notices', async () => (await noticesOf(one)).length === 3)
    for (const [one, ...names] of [
      [ada, 'Ben', 'Cleo'],
      [ben, 'Ada', 'Cleo'],
    ] as const)
      await until('peace', () => areUpToDate(one, ...names))
    expect((await noticesOf(cleo)).map(({ case: of }) => of?.caseId ?? null)).not.toContain(
      first.caseId,
    )
    expect(hall.defects()).toEqual([])
  })

  it('end the meeting with the lock, in the middle of everything, and meet again', async () => {
    const { hall, members } = await setupHall('Ada', 'Ben')
    const [ada, ben] = members
    await hall.meet(ada, ben)
    await until('both', () => areUpToDate(ada, 'Ben'))
    await takeReport(ada.handlers)
    const locked = ben.handlers['vault.lock']({})
    expect(codeOf(await locked)).toBeNull()
    expect(codeOf(await ben.handlers['meeting.view']({}))).toBe('vault/locked')
    await until('Ben is gone', async () => (await presentAt(ada)).length === 0)
    await until('Ben is nowhere', async () => hall.place(ben).window.rooms().length === 0)
    expect((await viewOf(ada)).meeting?.troubles).toEqual([])
    unwrap(await ben.handlers['vault.unlock']({ folder: ben.folder, passphrase }))
    await hall.join(ben)
    await until('the notice', async () => (await noticesOf(ben)).length === 1)
    expect(hall.defects()).toEqual([])
  })

  it('see each other in a text that both may read, and nobody else does', async () => {
    const { hall, members } = await setupHall('Ada', 'Ben', 'Cleo')
    const [ada, ben, cleo] = members
    await hall.meet(ada, ben, cleo)
    await until('everyone', () => areUpToDate(ada, 'Ben', 'Cleo'))
    const { caseId } = await takeReport(ada.handlers)
    for (const one of [ben, cleo])
      await until('the notice', async () => (await noticesOf(one)).length === 1)
    unwrap(await declare(ben, 'no-conflict'))
    await until('the case', async () => (await listCases(ben.handlers)).total === 1)
    const text = { caseId, name: 'notes' } as const
    const show = (at: Uint8Array | null) => ada.handlers['text.showCursor']({ ...text, at })
    const seenBy = async (one: DiskMember) =>
      unwrap(await one.handlers['text.cursors'](text)).map(({ name, at }) => [name, ...at])
    unwrap(await show(Uint8Array.of(1)))
    unwrap(await show(Uint8Array.of(2)))
    unwrap(await show(Uint8Array.of(7)))
    await until('the newest', async () => (await seenBy(ben)).join() === 'Ada,7')
    expect(ben.events).toContainEqual({ kind: 'cursors-changed', ...text })
    const elsewhere = await cleo.handlers['text.cursors'](text)
    expect(codeOf(elsewhere)).toBe('case/unknown')
    expect(codeOf(await cleo.handlers['text.showCursor']({ ...text, at: null }))).toBe(
      'case/unknown',
    )
    const toCleo = opened.get(cleo.unlocked()?.ownDeviceId ?? '') ?? []
    expect(toCleo.some((frame) => contains(frame, caseId))).toBe(false)
    unwrap(await show(null))
    await until('nobody', async () => (await seenBy(ben)).length === 0)
    unwrap(await show(Uint8Array.of(9)))
    await until('again', async () => (await seenBy(ben)).length === 1)
    unwrap(await ada.handlers['meeting.leave']({}))
    await until('gone with its laptop', async () => (await seenBy(ben)).length === 0)
    expect(hall.defects()).toEqual([])
  })

  it('are told what cannot be: no window, nothing found, no servers of their own', async () => {
    const { hall, members } = await setupHall('Ada')
    const [ada] = members
    const { window, machine } = hall.bring(ada)
    const found = { by: 'found', meetingId: 'ab'.repeat(16) as never } as const
    expect(codeOf(await ada.handlers['meeting.join'](found))).toBe('meeting/not-found')
    const own = { by: 'own-servers' } as const
    expect(codeOf(await ada.handlers['meeting.join'](own))).toBe('meeting/no-servers')
    window.crash()
    await until('no window', async () => (await viewOf(ada)).ability === 'no-window')
    expect(codeOf(await ada.handlers['meeting.start']({ host: machine.host }))).toBe(
      'meeting/no-window',
    )
    window.open()
    await until('a window', async () => (await viewOf(ada)).ability === 'ready')
    const elsewhere = await ada.handlers['meeting.start']({ host: '192.168.9.9' })
    expect(codeOf(elsewhere)).toBe('meeting/no-network')
    const servers = {
      signalling: ['wss://meet.example.org/room'],
      iceServers: [{ urls: ['turn:turn.example.org'], username: 'harbor', credential: 'days' }],
    }
    unwrap(await ada.handlers['meeting.setServers'](servers))
    expect(unwrap(await ada.handlers['meeting.servers']({}))).toMatchObject({
      servers,
      setBy: 'Ada',
    })
    unwrap(await ada.handlers['meeting.join'](own))
    const view = await viewOf(ada)
    expect(view).toMatchObject({ hasOwnServers: true, meeting: { place: { kind: 'own-servers' } } })
    await until('they are used', async () =>
      window.entered.some(
        (said) =>
          said.kind === 'be' &&
          said.signalling[0] === servers.signalling[0] &&
          said.iceServers[0]?.urls[0] === 'turn:turn.example.org',
      ),
    )
    expect(hall.defects()).toEqual([])
  })

  it('are in no meeting by what was asked before a leaving or a lock, and nobody is listened to', async () => {
    const { hall, members } = await setupHall('Ada', 'Ben')
    const [ada] = members
    const { machine } = hall.bring(ada)
    const { host } = machine
    await until('a window', async () => (await viewOf(ada)).ability === 'ready')
    const starting = ada.handlers['meeting.start']({ host })
    unwrap(await ada.handlers['meeting.leave']({}))
    unwrap(await starting)
    expect((await viewOf(ada)).meeting).toBeNull()
    await until('no server', async () => machine.url === null)

    const looking = ada.handlers['meeting.look']({ on: true })
    const locking = ada.handlers['vault.lock']({})
    expect(codeOf(await looking)).toBe('vault/locked')
    unwrap(await locking)
    expect(machine.asked).not.toContain('search')
  })

  it('whose server could not be hosted elsewhere know that it is gone', async () => {
    const { hall, members } = await setupHall('Ada', 'Ben')
    const [ada] = members
    await hall.meet(ada)
    expect(codeOf(await ada.handlers['meeting.start']({ host: '192.168.99.1' }))).toBe(
      'meeting/no-network',
    )
    expect((await viewOf(ada)).meeting).toMatchObject({
      place: { kind: 'local-network' },
      server: 'lost',
    })
    await hall.host(ada)
    expect((await viewOf(ada)).meeting?.place.kind).toBe('hosted-here')
  })
})
