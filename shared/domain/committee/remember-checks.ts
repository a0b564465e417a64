import type { CommitteeChecks } from './facts'

/** The same question is asked of cryptography once in a fold, however often an entry is judged. */
export const rememberChecks = (checks: CommitteeChecks): CommitteeChecks => {
  const answers = new Map<string, boolean>()
  const once =
    <F>(name: string, verify: (deviceId: never, facts: F, signature: string) => boolean) =>
    (deviceId: string, facts: F, signature: string): boolean => {
      const key = JSON.stringify([name, deviceId, facts, signature])
      const known = answers.get(key)
      if (known !== undefined) return known
      const answer = verify(deviceId as never, facts, signature)
      answers.set(key, answer)
      return answer
    }
  return {
    verifyAttestation: once('attestation', checks.verifyAttestation),
    verifyJoinRequest: once('request', checks.verifyJoinRequest),
    verifyBallot: once('ballot', checks.verifyBallot),
    foundingDevice: checks.foundingDevice,
  }
}
