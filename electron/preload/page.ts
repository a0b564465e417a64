import { createJsonCodec } from '../../shared/contracts/json-codec'
import { createMethods, readAnswer } from '../../shared/contracts/rpc'
import { ShellEvent, shellContract } from '../../shared/contracts/shell'
import { VaultEvent, vaultContract } from '../../shared/contracts/vault'
import { err, type Result } from '../../shared/errors/result'
import { buildBridge, createEmitter } from './bridge'
import { pageBase64 } from './page-base64'
import { type HostBinding, pageOrigin } from './page-host'
import { removeWebrtc } from './remove-webrtc'
import { takeHost } from './take-host'

// What preload is to Electron, for a page in a driven Chromium: runs in every frame before the
// page's own scripts. Calls and events travel as text through one function that the host exposes.

const codec = createJsonCodec(pageBase64)

const callThrough =
  (host: HostBinding, to: 'vault' | 'shell') =>
  async (row: string, input: unknown): Promise<Result<unknown>> => {
    let text: string
    try {
      text = codec.encode({ to, row, input })
    } catch {
      return err({ code: 'contract/invalid-input', path: '' })
    }
    try {
      const decoded = codec.decode(await host(text))
      return readAnswer(decoded.ok ? decoded.value : null)
    } catch {
      return err({ code: 'contract/closed' })
    }
  }

/** Asks for events as long as there is a host: each question is answered when there are some. */
const pumpEvents = async (
  host: HostBinding,
  deliver: { readonly vault: (event: unknown) => void; readonly shell: (event: unknown) => void },
): Promise<void> => {
  const question = codec.encode({ to: 'events' })
  for (;;) {
    const decoded = codec.decode(await host(question))
    if (!decoded.ok || !Array.isArray(decoded.value)) return
    for (const { from, event } of decoded.value as { from: 'vault' | 'shell'; event: unknown }[]) {
      deliver[from](event)
    }
  }
}

const install = (host: HostBinding): void => {
  const vaultEvents = createEmitter<VaultEvent>()
  const shellEvents = createEmitter<ShellEvent>()
  const bridge = buildBridge({
    vault: createMethods(vaultContract, callThrough(host, 'vault')),
    shell: createMethods(shellContract, callThrough(host, 'shell')),
    vaultEvents,
    shellEvents,
  })
  Object.defineProperty(globalThis, 'conclave', { value: bridge, enumerable: true })
  const deliver = {
    vault: (event: unknown) => {
      const parsed = VaultEvent.safeParse(event)
      if (parsed.success) vaultEvents.emit(parsed.data)
    },
    shell: (event: unknown) => {
      const parsed = ShellEvent.safeParse(event)
      if (parsed.success) shellEvents.emit(parsed.data)
    },
  }
  // Ends when the page or the host goes; there is nobody left to tell.
  pumpEvents(host, deliver).catch(() => {})
}

removeWebrtc()
const host = takeHost()
if (host !== null && window.top === window && location.origin === pageOrigin) install(host)
