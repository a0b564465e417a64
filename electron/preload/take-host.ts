import { type HostBinding, hostBindingName } from './page-host'

/** Takes the host's function away from the page. @returns `null` where no host put one. */
export const takeHost = (): HostBinding | null => {
  const host: unknown = Reflect.get(globalThis, hostBindingName)
  Reflect.deleteProperty(globalThis, hostBindingName)
  return typeof host === 'function' ? (host as HostBinding) : null
}
