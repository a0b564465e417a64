import { Playbook } from '../domain/playbook'
import { shortText, TimeMs } from '../domain/terms'
import { z } from '../util/schema'
import { MemberName } from './committee-views'
import { command, query } from './contract'
import { entry, nothing } from './row-parts'

/** The committee in a few words, and its playbook. */
export const playbookRows = {
  'committee.get': query(
    nothing,
    z.object({
      name: z.string(),
      foundedAtMs: TimeMs,
      members: z.array(MemberName),
      playbook: Playbook,
    }),
  ),
  'playbook.list': query(
    nothing,
    z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
  ),
  'playbook.get': query(z.strictObject({ id: shortText }), Playbook, ['playbook/unknown']),
  /** Checks an edited copy before it is adopted; `findings` is empty when it may be. */
  'playbook.check': query(
    z.strictObject({ json: z.string().max(1_000_000) }),
    z.object({ findings: z.array(z.object({ path: z.string(), message: z.string() })) }),
  ),
  'playbook.adopt': command(z.strictObject({ json: z.string().max(1_000_000) }), entry, [
    'playbook/invalid',
  ]),
} as const
