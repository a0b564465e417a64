import { z } from '../util/schema'
import { type ClientOf, command, type HandlersOf, query } from './contract'

/**
 * What the UI window may ask of the main process: the desktop, never keys or cases.
 * A host answers the same rows whether it is Electron or a driven Chromium.
 */
const nothing = z.strictObject({})

const FileBytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 268_435_456,
  'bytes, at most 256 MiB',
)

export const shellContract = {
  'shell.info': query(
    nothing,
    z.object({
      host: z.enum(['electron', 'chromium']),
      appVersion: z.string(),
      platform: z.string(),
      canChooseFolder: z.boolean(),
    }),
  ),
  /** The system's folder dialog. `null` when it was closed without a choice. */
  'shell.chooseFolder': query(nothing, z.string().nullable(), ['shell/no-dialogs']),
  /** Puts text on the clipboard and clears it after `clearAfterMs` if it still stands there. */
  'shell.copy': command(
    z.strictObject({
      text: z.string().max(10_000),
      clearAfterMs: z.number().int().min(1_000).max(120_000),
    }),
    z.null(),
  ),
  /**
   * Asks where, and writes a file that the member wants to pass on. The bytes are relayed and not kept.
   * `null` when the dialog was closed; else the folder it went to.
   */
  'shell.saveFile': command(
    z.strictObject({
      fileName: z
        .string()
        .min(1)
        .max(120)
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
      bytes: FileBytes,
    }),
    z.string().nullable(),
    ['shell/save-failed'],
  ),
  /** Opens the window's page anew, in a process of its own: of a case, the old one's memory keeps some. */
  'shell.renew': command(nothing, z.null()),
  /** How many files the desktop handed over to be opened (a double click) that nobody took yet. */
  'shell.offeredFiles': query(nothing, z.number().int().min(0)),
  /** The bytes of the oldest of them, once; `null` when none waits. The window never names a path. */
  'shell.takeOfferedFile': command(nothing, FileBytes.nullable(), ['shell/file-unreadable']),
  /** The system's print dialog for what the window shows. */
  'shell.print': command(nothing, z.null(), ['shell/print-failed']),
  /** Tells the host that an open intake must not be covered by the idle lock. */
  'shell.setBusy': command(z.strictObject({ busy: z.boolean() }), z.null()),
} as const

export type ShellContract = typeof shellContract
export type ShellClient = ClientOf<ShellContract>
export type ShellHandlers = HandlersOf<ShellContract>

/** From the menu, the system's lock, or idle time. */
const LockRequest = z.object({
  kind: z.literal('lock-requested'),
  reason: z.enum(['menu', 'system', 'idle', 'quit']),
})
export type LockRequest = z.infer<typeof LockRequest>

/** What the main process tells the window by itself. */
export const ShellEvent = z.discriminatedUnion('kind', [
  LockRequest,
  /** A file waits to be opened: see `shell.offeredFiles`. Says neither which nor where. */
  z.object({ kind: z.literal('file-offered') }),
])
export type ShellEvent = z.infer<typeof ShellEvent>
