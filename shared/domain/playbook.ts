import { err, ok, type Result } from '../errors/result'
import { checkPlaybook } from './playbook-check'
import { Playbook } from './playbook-shape'
import type { Channel } from './terms'

export { checkPlaybook, maxPlaybookChars } from './playbook-check'
export { FieldKey, identityKeys } from './playbook-intake'
export { Playbook } from './playbook-shape'
export { fillTemplate } from './playbook-template'

/**
 * Why a playbook was refused. `path` is dotted and names only places of the shape; `reason` is the
 * schema's issue (`too-big`, `invalid-type`, `unrecognized-keys`, …) or the code of a {@link Finding}.
 * Neither holds text from the file.
 */
export interface PlaybookInvalid {
  readonly code: 'playbook/invalid'
  readonly path: string
  readonly reason: string
}

/**
 * The playbook, or the first thing wrong with it. What this accepts has the right shape and no
 * findings, so a copy that moved someone's whereabouts into a lasting field is refused here.
 */
export const parsePlaybook = (input: unknown): Result<Playbook, PlaybookInvalid> => {
  const parsed = Playbook.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return err({
      code: 'playbook/invalid',
      path: issue?.path.map(String).join('.') ?? '',
      reason: issue?.code.replaceAll('_', '-') ?? 'custom',
    })
  }
  const [finding] = checkPlaybook(parsed.data)
  if (finding) return err({ code: 'playbook/invalid', path: finding.path, reason: finding.code })
  return ok(parsed.data)
}

/**
 * Hours within which a report that came this way is to be acknowledged (R32, R33), or `null` where
 * the reporter was there when it was taken.
 */
export const acknowledgeHoursFor = (playbook: Playbook, channel: Channel): number | null =>
  playbook.deadlines.acknowledgeChannels.includes(channel)
    ? playbook.deadlines.acknowledgeHours
    : null
