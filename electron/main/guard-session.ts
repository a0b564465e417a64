import type { Session } from 'electron'
import { isRequestAllowed, proxyOf } from './policy/network'
import { isPermissionGranted, isPermissionShown, originOf } from './policy/permissions'
import type { WindowKind } from './policy/window-options'
import type { ServePage } from './serve-page'

export interface SessionRules {
  /** Whose rules hold in the session. */
  readonly kind: WindowKind
  readonly origin: string
  readonly scheme: string
  /** `null` for a session in which no page of ours lives. */
  readonly servePage: ServePage | null
  /** Developer tools load their own page. */
  readonly allowsDevTools: boolean
}

/**
 * Denies a session every request and permission that its window has no need of, and every device,
 * and serves its page from files.
 */
export const guardSession = async (session: Session, rules: SessionRules): Promise<void> => {
  denyPermissions(session, rules)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const isTools = rules.allowsDevTools && url.startsWith('devtools://')
    answer({ cancel: !isTools && !isRequestAllowed(rules.kind, url, rules.origin) })
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
  await session.setProxy(proxyOf[rules.kind])
}

const denyPermissions = (session: Session, { kind, origin: own }: SessionRules): void => {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isPermissionGranted(kind, permission, originOf(requestingUrl) ?? '', own)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isPermissionShown(kind, permission, originOf(origin) ?? '', own),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  // Every class of USB device stays protected; nothing is taken off the list.
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses)
}
