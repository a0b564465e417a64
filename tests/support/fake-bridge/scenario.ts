/**
 * What the fake bridge pretends, by the page's address: `?scenario=locked&cases=60`.
 *
 * Any passphrase of at least {@link minAcceptableChars} characters unlocks; `wrong` is the wrong
 * one; one that starts with `fail:` is refused with the code behind it (`fail:vault/image-damaged`).
 * `rescue` opens, and can only be read.
 * `fail=case.list:internal/defect` has one row of the contract always refuse with a code.
 */
const scenarioNames = [
  'first-run',
  'locked',
  'one-vault',
  'broken-vaults',
  'moved',
  'unlocked',
  'read-only',
  'rescue',
  'warnings',
  /** Asked to be let in, and waits. */
  'waiting',
  /** On the committee no more. */
  'left',
  'frozen',
  /** The founder, before anybody joined. */
  'alone',
] as const
type ScenarioName = (typeof scenarioNames)[number]

/** `meeting=syncing`: the meeting that the laptop is in, or why it is in none. */
const meetingNames = [
  'none',
  'in-sync',
  'syncing',
  'alone',
  /** Its host left. */
  'lost',
  /** In none; the committee named servers. */
  'own-servers',
  'no-window',
] as const
type MeetingName = (typeof meetingNames)[number]

export interface Scenario {
  readonly name: ScenarioName
  readonly caseCount: number
  /** How long a key derivation pretends to take. */
  readonly kdfMs: number
  readonly idleLockMinutes: number
  /** How long the vault takes to rate a passphrase. */
  readonly ratingMs: number
  /** Nothing waits for anybody, nothing was announced or refused: `calm=1`. */
  readonly isCalm: boolean
  readonly meeting: MeetingName
  /** A laptop on no network, or on one where nobody meets: `nobody=1`. */
  readonly meetsNobody: boolean
  readonly failing: { readonly row: string; readonly code: string } | null
}

export const minAcceptableChars = 12

const defaultCaseCount = 60
const defaultKdfMs = 300
const defaultIdleMinutes = 15

const numberOf = (value: string | null, otherwise: number): number =>
  value === null || Number.isNaN(Number(value)) ? otherwise : Number(value)

export const parseScenario = (query: string): Scenario => {
  const params = new URLSearchParams(query)
  const asked = params.get('scenario')
  const meeting = params.get('meeting')
  const failing = params.get('fail')
  return {
    name: scenarioNames.find((name) => name === asked) ?? 'unlocked',
    caseCount: numberOf(params.get('cases'), defaultCaseCount),
    kdfMs: numberOf(params.get('kdfMs'), defaultKdfMs),
    idleLockMinutes: numberOf(params.get('idle'), defaultIdleMinutes),
    ratingMs: numberOf(params.get('ratingMs'), 0),
    meeting: meetingNames.find((name) => name === meeting) ?? 'none',
    meetsNobody: params.get('nobody') === '1',
    isCalm: params.get('calm') === '1',
    failing:
      failing === null
        ? null
        : { row: failing.split(':')[0] ?? '', code: failing.split(':')[1] ?? '' },
  }
}
