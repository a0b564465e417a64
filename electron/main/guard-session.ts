import type { Session } from 'electron'
import { deadProxy, isRequestAllowed } from './policy/network'
import { isPermissionGranted, originOf } from './policy/permissions'
import type { ServePage } from './serve-page'

export interface SessionRules {
  readonly origin: string
  readonly scheme: string
  /** `null` for a session in which no page of ours lives. */
  readonly servePage: ServePage | null
  /** Developer tools load their own page. */
  readonly allowsDevTools: boolean
}

/** Denies a session the network, every permission and every device, and serves the page from files. */
export const guardSession = async (session: Session, rules: SessionRules): Promise<void> => {
  denyPermissions(session, rules.origin)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const isTools = rules.allowsDevTools && url.startsWith('devtools://')
    answer({ cancel: !isTools && !isRequestAllowed(url, rules.origin) })
  })
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  const { servePage } = rules
  if (servePage !== null) {
    session.protocol.handle(rules.scheme, async ({ method, url }) => {
      const { status, headers, body } = await servePage(method, url)
      return new Response(body, { status, headers })
    })
  }
  // `<-loopback>`: not even this machine is reached without the proxy that is not there.
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: deadProxy,
    proxyBypassRules: '<-loopback>',
  })
}

const denyPermissions = (session: Session, ownOrigin: string): void => {
  const isGranted = (permission: string, url: string): boolean =>
    isPermissionGranted(permission, originOf(url) ?? '', ownOrigin)
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isGranted(permission, details.requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isGranted(permission, origin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  // Every class of USB device stays protected; nothing is taken off the list.
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses)
}
