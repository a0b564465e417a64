import { encodeHexField } from '../../../../shared/formats/hex-field'
import {
  encodePresence,
  type Presence,
  parsePresence,
} from '../../../../shared/formats/meeting-presence'
import type { Bytes } from '../../../../shared/util/bytes'
import { open, seal } from '../../crypto/seal'
import type { RoomKeys } from './room-keys'

type Room = Pick<RoomKeys, 'name' | 'presenceKey'>

/** What this laptop shows in the lobby of a room: readable there only, and to nobody who carries it. */
export const sealPresence = ({ presenceKey, name }: Room, presence: Presence): Bytes =>
  seal(presenceKey, encodePresence(presence), encodeHexField(name))

/** @returns `null` for anything else than a presence of this room. */
export const openPresence = ({ presenceKey, name }: Room, sealed: Uint8Array): Presence | null => {
  const opened = open(presenceKey, sealed, encodeHexField(name))
  return opened && parsePresence(opened)
}
