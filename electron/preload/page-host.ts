import { syncPageOrigins } from '../../shared/contracts/sync'

/** Where the page of a driven Chromium lives: a name that can never resolve (RFC 6761). */
export const pageOrigin = 'https://conclave.invalid'

/** Where its sync page lives: an origin of its own, as unresolvable. */
export const syncOrigin = syncPageOrigins.chromium

/** The one function that the host puts on the page, and that the page's first script takes away. */
export const hostBindingName = '__conclaveHost'

/** Takes and gives text of the JSON codec. */
export type HostBinding = (text: string) => Promise<string>
