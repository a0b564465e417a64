import type { Service } from 'bonjour-service'
import { isMeetingHost, isMeetingPort } from '../../../shared/formats/meeting-address'
import { z } from '../../../shared/util/schema'

/**
 * What is announced of a meeting, all of it in the clear for everyone on the network:
 *
 * | record                                | holds |
 * |---------------------------------------|-------|
 * | PTR `_conclave._tcp.local`            | the instance: 16 random hexadecimal digits |
 * | SRV of the instance                   | port, and a host name: 16 other random digits |
 * | TXT of the instance                   | `t=`: the announcement's text |
 * | A or AAAA of the host name            | the one address on which the meeting is hosted |
 *
 * The text is the vault's: random-looking base 64 (RFC 4648, section 5), new for every announcement, by which
 * the committee's own vaults recognise the meeting and nobody else does.
 */
export interface Announcement {
  readonly host: string
  readonly port: number
  readonly text: string
}

export const serviceType = 'conclave'

/** A character string of a TXT record has 255 bytes, two of which are `t=`. */
const AnnouncementText = z.string().regex(/^[A-Za-z0-9_-]{22,253}$/)
const RandomLabel = z.string().regex(/^[0-9a-f]{16}$/)

export const isAnnouncementText = (text: string): boolean =>
  AnnouncementText.safeParse(text).success

/** For so long others may believe that it is there (RFC 6762 advises 75 minutes; a meeting ends sooner). */
const recordTtlS = 120

export const writeRecords = (
  { host, port, text }: Announcement,
  { instance, hostName }: { readonly instance: string; readonly hostName: string },
): ReturnType<Service['records']> => {
  const type = `_${serviceType}._tcp.local`
  const name = `${instance}.${type}`
  const ttl = recordTtlS
  return [
    { name: type, type: 'PTR', ttl, data: name },
    { name, type: 'SRV', ttl, data: { port, target: hostName } },
    { name, type: 'TXT', ttl, data: [Buffer.from(`t=${text}`)] },
    { name: hostName, type: host.includes(':') ? 'AAAA' : 'A', ttl, data: host },
  ]
}

/** As the library hands over what it heard, from anyone at all. */
const HeardService = z.object({
  name: RandomLabel,
  port: z.number().refine(isMeetingPort),
  addresses: z.tuple([z.string().max(39)]),
  txt: z.strictObject({ t: AnnouncementText }),
})

/** @returns `null` for what none of ours would announce. */
export const readService = (
  service: unknown,
  rules: { readonly allowsLoopback: boolean },
): (Announcement & { readonly instance: string }) | null => {
  const heard = HeardService.safeParse(service).data
  if (!heard) return null
  const [host] = heard.addresses
  if (!isMeetingHost(host, rules)) return null
  return { instance: heard.name, host, port: heard.port, text: heard.txt.t }
}
