import { z } from '../util/schema'
import { type ClientOf, type HandlersOf, query } from './contract'

/**
 * What main may ask of the sync window, the one process that touches the network. It is asked on a
 * port that main hands over; what it answers is parsed by main, as is what it is asked by itself.
 */
export const SyncAbout = z.strictObject({
  /** See `syncProtocolVersion`. */
  protocolVersion: z.number().int().min(1),
  /** Whether the window has WebRTC to make links with. */
  canLink: z.boolean(),
  /** Links to other laptops that stand now. */
  openLinks: z.number().int().min(0),
})
export type SyncAbout = z.infer<typeof SyncAbout>

export const syncContract = {
  'sync.about': query(z.strictObject({}), SyncAbout),
} as const

export type SyncContract = typeof syncContract
export type SyncClient = ClientOf<SyncContract>
export type SyncHandlers = HandlersOf<SyncContract>

/** Where the sync page lives, by host: the origins from which a meeting's signalling server is called. */
export const syncPageOrigins = {
  electron: 'app://sync',
  // A name that can never resolve (RFC 6761).
  chromium: 'https://sync.conclave.invalid',
} as const

/** Goes up with every change of this contract that an older page could not answer. */
export const syncProtocolVersion = 1

/**
 * Names the message that brings the page its ports, from main to preload, from preload to the page: first the one of
 * this contract, then the vault's (`sync-link.ts`).
 */
export const syncPortMessage = 'conclave:sync-port'
