import { describe, expect, it } from 'vitest'
import {
  emptyRelay,
  isRelayFine,
  relayOf,
  relayToServer,
} from '../../../../../renderer/features/meeting/relay'
import {
  checkLines,
  linesOf,
  relayScheme,
  signallingScheme,
} from '../../../../../renderer/features/meeting/server-lines'
import { MeetingServers } from '../../../../../shared/domain/committee/meeting-servers'

const signalling = (text: string) => checkLines(text, signallingScheme)

describe('the servers that a committee types in', () => {
  it.each(['', 'wss://meet.northwind.example', '  wss://a.example/x \n\nwss://b.example  '])(
    'are taken: %j',
    (text) => {
      expect(signalling(text)).toBeNull()
      const servers = { signalling: linesOf(text), iceServers: [] }
      expect(MeetingServers.safeParse(servers).success).toBe(true)
    },
  )

  it.each([
    ['https://meet.northwind.example', 'wrong'],
    ['ws://meet.northwind.example', 'wrong'],
    ['wss://', 'wrong'],
    ['wss://a.example wss://b.example', 'wrong'],
    [`wss://${'a'.repeat(512)}`, 'tooLong'],
    [Array.from({ length: 5 }, (_, at) => `wss://${at}.example`).join('\n'), 'tooMany'],
  ])('are refused before the vault has to: %j', (text, trouble) => {
    expect(signalling(text)).toBe(trouble)
  })

  it('keep user name and password of a relay only where there is one', () => {
    const bare = relayToServer({ ...emptyRelay(), urls: 'stun:relay.northwind.example' })
    expect(bare).toEqual({ urls: ['stun:relay.northwind.example'] })
    const full = {
      urls: ['turn:relay.northwind.example', 'turns:relay.northwind.example'],
      username: 'northwind',
      credential: 'mill quay',
    }
    expect(relayToServer(relayOf(full))).toEqual(full)
    expect(checkLines(relayOf(full).urls, relayScheme)).toBeNull()
  })

  it('have an address at least', () => {
    expect(isRelayFine(emptyRelay())).toBe(false)
    expect(isRelayFine({ ...emptyRelay(), urls: 'https://relay.northwind.example' })).toBe(false)
    expect(isRelayFine({ ...emptyRelay(), urls: 'turn:relay.northwind.example' })).toBe(true)
  })
})
