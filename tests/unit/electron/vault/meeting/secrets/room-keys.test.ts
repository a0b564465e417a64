import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium, sodium } from '../../../../../../electron/vault/crypto/sodium'
import {
  deriveRoomKeys,
  meetingSecretOf,
  stretchInvitation,
  wipeRoomKeys,
} from '../../../../../../electron/vault/meeting/secrets/room-keys'

beforeAll(loadSodium)

const committee = 'c0'.repeat(16)
const epochKey = new Uint8Array(32).fill(7)
const invitationSecret = new Uint8Array(16).fill(7)

/** As docs/meeting.md says it, by the primitive alone. */
const derive = (key: Uint8Array, label: string, context = ''): string =>
  Buffer.from(
    sodium.crypto_generichash(
      32,
      Buffer.concat([Buffer.from(`${label}\0`), Buffer.from(context, 'hex')]),
      key,
    ),
  ).toString('hex')

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('what follows from a meeting secret', () => {
  it('is derived under labels of its own, as the page for reviewers says', () => {
    const secret = meetingSecretOf(epochKey, committee)
    expect(hexOf(secret)).toBe(derive(epochKey, 'conclave/meeting-secret/v1', committee))
    const invited = stretchInvitation(invitationSecret, committee)
    expect(hexOf(invited)).toBe(
      derive(invitationSecret, 'conclave/meeting-invitation/v1', committee),
    )
    const keys = deriveRoomKeys(secret)
    expect({
      name: keys.name,
      password: keys.password,
      roomSecret: hexOf(keys.roomSecret),
      presenceKey: hexOf(keys.presenceKey),
      discoveryKey: hexOf(keys.discoveryKey),
    }).toEqual({
      name: derive(secret, 'conclave/meeting-room-name/v1'),
      password: derive(secret, 'conclave/meeting-room-password/v1'),
      roomSecret: derive(secret, 'conclave/meeting-room-secret/v1'),
      presenceKey: derive(secret, 'conclave/meeting-presence/v1'),
      discoveryKey: derive(secret, 'conclave/meeting-discovery/v1'),
    })
  })

  it('differs by epoch, by committee and by purpose', () => {
    const secrets = [
      meetingSecretOf(epochKey, committee),
      meetingSecretOf(new Uint8Array(32).fill(8), committee),
      meetingSecretOf(epochKey, 'c1'.repeat(16)),
      stretchInvitation(epochKey, committee),
    ]
    const all = secrets.flatMap((secret) => {
      const { name, password, roomSecret, presenceKey, discoveryKey } = deriveRoomKeys(secret)
      return [name, password, hexOf(roomSecret), hexOf(presenceKey), hexOf(discoveryKey)]
    })
    expect(new Set(all).size).toBe(20)
  })

  it('is overwritten when it is wiped', () => {
    const keys = deriveRoomKeys(epochKey)
    wipeRoomKeys(keys)
    for (const key of [keys.roomSecret, keys.presenceKey, keys.discoveryKey])
      expect(key).toEqual(new Uint8Array(32))
  })
})
