import { z } from '../util/schema'
import { type ClientOf, command, type HandlersOf, query } from './contract'

/**
 * What the UI window may ask of the main process: the desktop, never keys or cases.
 * A host answers the same rows whether it is Electron or a driven Chromium.
 */
const nothing = z.strictObject({})

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
      bytes: z.custom<Uint8Array>(
        (value) => value instanceof Uint8Array && value.length <= 268_435_456,
        'bytes, at most 256 MiB',
      ),
    }),
    z.string().nullable(),
    ['shell/save-failed'],
  ),
  /** The system's print dialog for what the window shows. */
  'shell.print': command(nothing, z.null(), ['shell/print-failed']),
  /** Tells the host that an open intake must not be covered by the idle lock. */
  'shell.setBusy': command(z.strictObject({ busy: z.boolean() }), z.null()),
} as const

export type ShellContract = typeof shellContract
export type ShellClient = ClientOf<ShellContract>
export type ShellHandlers = HandlersOf<ShellContract>

/** What the main process tells the window by itself. */
export const ShellEvent = z.discriminatedUnion('kind', [
  /** From the menu, the system's lock, or idle time. */
  z.object({
    kind: z.literal('lock-requested'),
    reason: z.enum(['menu', 'system', 'idle', 'quit']),
  }),
])
export type ShellEvent = z.infer<typeof ShellEvent>
