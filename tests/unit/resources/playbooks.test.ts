import { describe, expect, it } from 'vitest'
import { fillTemplate, type Playbook } from '../../../shared/domain/playbook'
import { listJson, readJson, shippedPlaybook } from '../../support/playbook-files'

const elastic = shippedPlaybook('elastic')
const kubernetes = shippedPlaybook('kubernetes')
const own = shippedPlaybook('own')
const shipped = [elastic, kubernetes, own]

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
const guided = (playbook: Playbook, stage: Playbook['guidance'][number]['stage']) =>
  ids(playbook.guidance.find((guidance) => guidance.stage === stage)?.items ?? [])
const textOf = (list: readonly { readonly id: string; readonly text: string }[], id: string) =>
  list.find((item) => item.id === id)?.text ?? ''
const asked = (playbook: Playbook) =>
  playbook.callScript.flatMap(({ field }) => (field ? [field.key] : []))

/** `[requirements, rule, what the shipped file holds, what it must hold]` */
type Row = readonly [numbers: string, rule: string, actual: unknown, expected: unknown]

const has = (...members: string[]) => expect.arrayContaining(members)
const saying = (...words: RegExp[]) =>
  expect.stringMatching(new RegExp(words.map((word) => `(?=.*${word.source})`).join(''), 'is'))

const rows: readonly Row[] = [
  [
    'R1',
    'the kubernetes scope names every kind of space, unofficial ones included',
    ids(kubernetes.scope.spaces),
    ['official', 'event', 'media', 'social-media', 'unofficial'],
  ],
  ['R2', 'a report is what the reporter feels', kubernetes.scope.whatIsAReport, saying(/feels/)],
  [
    'R3',
    'anyone may report',
    ids(kubernetes.scope.whoMayReport),
    has('contributors', 'chat', 'attendees', 'ambassadors', 'adopters'),
  ],
  ['R3', 'any rank can be reported', kubernetes.scope.whoMayBeReported, saying(/whatever.*rank/)],
  ['R4', 'the kubernetes committee may invite a report', kubernetes.scope.mayInviteReports, true],
  ['R4', 'and is told so at intake', guided(kubernetes, 'intake'), ['invite']],
  ...shipped.map(
    (playbook): Row => [
      'R5',
      `the ${playbook.id} list has every channel`,
      ids(playbook.channels).sort(),
      ['direct-message', 'email', 'in-person', 'other', 'phone', 'social-media', 'web-form'],
    ],
  ),
  [
    'R5',
    'kubernetes: mail is primary, and a direct message may be sent on to it',
    kubernetes.channels.filter(({ id }) => id === 'email' || id === 'direct-message'),
    [
      expect.objectContaining({ id: 'email', primary: true }),
      expect.objectContaining({ id: 'direct-message', primary: false, redirectTo: 'email' }),
    ],
  ],
  ['R5', 'elastic: the event telephone is primary', elastic.channels[0]?.id, 'phone'],
  [
    'R6',
    'the elastic script introduces, names, reassures, finds, arranges to meet',
    ids(elastic.callScript).slice(0, 7),
    ['introduce', 'name', 'contact', 'reassure', 'location', 'clothing', 'meet'],
  ],
  ['R6', 'the caller hears who speaks', elastic.callScript[0]?.say, saying(/\{name\}/)],
  ['R6', 'other calls go to registration', elastic.scope.outOfScopeAdvice, saying(/registration/)],
  [
    'R6',
    'by telephone only is the fallback',
    elastic.callScript.find(({ id }) => id === 'meet')?.advice,
    saying(/best/, /rather not/),
  ],
  ...shipped.map(
    (playbook): Row => [
      'R6',
      `the ${playbook.id} script asks for location and clothing as safety notes`,
      playbook.callScript.flatMap(({ field }) => (field?.kind === 'safety' ? [field.key] : [])),
      ['location', 'clothing', 'meetingPlace'],
    ],
  ),
  [
    'R7',
    'the written report is taken calmly, with the contacts the reporter likes to give',
    elastic.writtenReport.advice.join(' '),
    saying(/calm/, /comfortable/),
  ],
  [
    'R8',
    'the elastic checklist: review now, no promise, updates, thanks, comfort',
    ids(elastic.tellReporter),
    ['review-now', 'no-promise', 'updates', 'thanks', 'comfort'],
  ],
  [
    'R9',
    'members promise confidentiality within the law',
    kubernetes.confidentialityAgreement.paragraphs[0],
    saying(/extent the law permits/),
  ],
  ['R10', 'published content', guided(kubernetes, 'published-content'), ['remove']],
  ...shipped.map(
    (playbook): Row => [
      'R11, R12, R13, R14',
      `the ${playbook.id} ladder goes from least to most`,
      playbook.hesitantLadder.map(({ action }) => action),
      ['reassure', 'other-member', 'anonymous', 'escrow'],
    ],
  ),
  [
    'R12',
    'another member is offered by name',
    elastic.hesitantLadder[1]?.say,
    saying(/\{others\}/),
  ],
  ['R13', 'warned that nobody can follow up', elastic.hesitantLadder[2]?.warning, saying(/nobody/)],
  [
    'R14',
    'acted on only when repeated or found to have happened before',
    elastic.hesitantLadder[3]?.say,
    saying(/unless/, /again/, /before/),
  ],
  [
    'R15',
    'numbers at hand',
    ids(elastic.immediateDanger.numbers),
    has('venue-security', 'crisis-line', 'non-emergency'),
  ],
  [
    'R15, R21',
    'police only if the reporter asks',
    elastic.immediateDanger.lawEnforcementRule,
    saying(/only when the reporter asks/),
  ],
  ['R16', 'one elastic responder may act alone', elastic.immediateDanger.oneResponderMayAct, true],
  [
    'R16',
    'what is physically unsafe',
    ids(elastic.immediateDanger.unsafeExamples),
    ['fight', 'assault', 'doxxing'],
  ],
  [
    'R17, R18, R19, R20',
    'elastic documentation',
    guided(elastic, 'documentation'),
    ['one-document', 'named-members', 'index', 'identities'],
  ],
  [
    'R21',
    'one named leader gets what the police got',
    textOf(elastic.tracks.leadership.rules, 'police-copy'),
    saying(/one named leader/),
  ],
  [
    'R22',
    'the elastic examples of a conflict',
    ids(elastic.conflictExamples),
    [
      'manager',
      'relationship',
      'metamour',
      'family',
      'direct-client',
      'co-worker',
      'reviewing-maintainer',
    ],
  ],
  [
    'R23',
    'kubernetes adds company, community work and perception',
    ids(kubernetes.conflictExamples),
    ['company-tie', 'community-work', 'perception'],
  ],
  [
    'R24, R25, R26',
    'elastic: declare without a reason, see nothing, hand over a call',
    guided(elastic, 'recusal'),
    ['must-declare', 'kept-out', 'conflicted-call'],
  ],
  [
    'R27',
    'the notice tells who was reported and never who reported',
    elastic.guidance.find(({ stage }) => stage === 'notice')?.items[0]?.text,
    saying(/who was reported/, /never say who reported/),
  ],
  [
    'R28, R29',
    'kubernetes: before the investigation, and to the mediator when nobody is left',
    guided(kubernetes, 'recusal'),
    ['before-investigation', 'perception-counts', 'all-recused'],
  ],
  ['R29', 'kubernetes has a mediator', kubernetes.tracks.mediator.present, true],
  [
    'R30',
    'the first reader rates, and the committee meets or writes',
    guided(kubernetes, 'triage').slice(0, 2),
    ['first-reader', 'meet-or-write'],
  ],
  ['R31', 'two on the kubernetes rota', kubernetes.minimumOnRota, 2],
  [
    'R32',
    'kubernetes: a few days, usually, for mail',
    kubernetes.deadlines,
    expect.objectContaining({
      acknowledgeHours: 72,
      acknowledgeIs: 'usual',
      acknowledgeChannels: ['email'],
      decideHours: null,
    }),
  ],
  [
    'R33, R34',
    'elastic: a day and a week, promised, and a word when it takes longer',
    elastic.deadlines,
    expect.objectContaining({
      acknowledgeHours: 24,
      acknowledgeIs: 'promised',
      acknowledgeChannels: ['email', 'web-form'],
      decideHours: 7 * 24,
      delayNotice: true,
    }),
  ],
  ['R35', 'elastic is on call for the whole event', elastic.onCall.cover, 'whole-event'],
  [
    'R36, R37, R38, R39',
    'the four questions of a plan',
    ids(kubernetes.planQuestions),
    ['ask-reporter', 'ask-others', 'public-record', 'contact-risk'],
  ],
  [
    'R40, R41, R42, R43',
    'reaching out',
    ids(kubernetes.outreach.rules),
    ['chosen-member', 'say-who', 'confidential', 'observer', 'least-labour', 'supportive'],
  ],
  ['R42', 'an observer on request', kubernetes.outreach.observerOnRequest, true],
  [
    'R44, R45',
    'elastic: one place, a short first talk, two owners',
    guided(elastic, 'discussion'),
    ['one-channel', 'two-minutes', 'owners'],
  ],
  ['R45', 'two owners', elastic.ownersPerCase, 2],
  ['R46', 'kubernetes shares all findings', guided(kubernetes, 'discussion'), has('reconvene')],
  [
    'R47, R48, R49, R50',
    'the elastic terms with HR',
    ids(elastic.tracks.hr.rules),
    ['notify', 'committee-decides', 'hand-off', 'declined', 'no-mailbox'],
  ],
  ['R47', 'kubernetes has no HR track', kubernetes.tracks.hr.present, false],
  ['R51', 'elastic may escalate', ids(elastic.tracks.leadership.rules), has('escalate')],
  [
    'R52',
    'kubernetes: others only if needed, a public statement rarely',
    `${kubernetes.tracks.leadership.when} ${textOf(kubernetes.tracks.leadership.rules, 'public-statement')}`,
    saying(/only if it is needed/, /rare/),
  ],
  ['R53', 'elastic decides by simple majority', elastic.decision.rule, 'simple-majority'],
  ['R54', 'kubernetes strives for unanimity', kubernetes.decision.rule, 'unanimity-strived'],
  [
    'R55',
    'what elastic decides',
    ids(elastic.decision.questions),
    ['violation', 'behaviour-plan', 'consequences', 'response-to-refusal'],
  ],
  [
    'R56',
    'what kubernetes decides by',
    ids(kubernetes.decision.principles),
    [
      'restorative',
      'diverse-views',
      'safe-space',
      'non-punitive',
      'individual-safety',
      'coaching',
      'contributors',
    ],
  ],
  [
    'R56',
    'never by commits or seniority',
    textOf(kubernetes.decision.principles, 'contributors'),
    saying(/never by number of commits/, /seniority/),
  ],
  [
    'R57',
    'its own power, apart from others',
    kubernetes.decision.authority,
    saying(/separate from/),
  ],
  [
    'R58',
    'the elastic catalogue has the twenty consequences, in order',
    ids(elastic.consequences),
    [
      'no-action',
      'warning',
      'no-contact',
      'no-direct-messages',
      'no-channels',
      'no-evening-events',
      'no-alcohol',
      'end-talk',
      'withhold-recording',
      'no-further-talks',
      'end-volunteering',
      'no-future-volunteering',
      'refund-grant',
      'leave-event',
      'future-event-ban',
      'community-removal',
      'lose-admin-rights',
      'lose-leadership',
      'lose-membership',
      'public-account',
    ],
  ],
  [
    'R58',
    'three of them are for a time or without end',
    ids(elastic.consequences.filter(({ timed }) => timed === 'optional')),
    ['no-future-volunteering', 'future-event-ban', 'community-removal'],
  ],
  [
    'R58',
    'a grant is refunded only if that was a condition of it',
    elastic.consequences.find(({ id }) => id === 'refund-grant')?.condition,
    saying(/condition of the grant/),
  ],
  [
    'R59',
    'the kubernetes catalogue has five',
    ids(kubernetes.consequences),
    ['no-action', 'private-warning', 'coaching', 'organizational-change', 'platform-ban'],
  ],
  ['R60', 'two elastic members meet the person', elastic.conversation.membersPresent, 2],
  [
    'R61',
    'the five parts',
    ids(elastic.conversation.parts),
    ['behaviour', 'context', 'impact', 'call-in', 'plan'],
  ],
  [
    'R62',
    'an apology is carried or withheld, never delivered',
    elastic.conversation.apology,
    saying(/not to contact the reporter/, /decide/),
  ],
  ['R63', 'those who need it', guided(kubernetes, 'communication'), ['those-who-need-it']],
  [
    'R64, R65',
    'elastic: context, then perhaps harsher',
    guided(elastic, 're-evaluation'),
    ['add-context', 'harsher'],
  ],
  ['R66, R67', 'following up', guided(elastic, 'follow-up'), ['tell-plan', 'daily']],
  ['R67', 'elastic: daily', elastic.deadlines.dailyUpdateWhileSearching, true],
  ['R67', 'kubernetes: not', kubernetes.deadlines.dailyUpdateWhileSearching, false],
  ['R68', 'elastic reports each quarter', elastic.reportingPeriod, 'quarter'],
  ['R68', 'resolved and ongoing', ids(elastic.transparency.rules), has('open-and-closed')],
  [
    'R69',
    'nobody identifiable, or only that there was a report',
    ids(elastic.transparency.rules),
    has('nobody-identifiable', 'only-that'),
  ],
  [
    'R70',
    'the contents',
    ids(elastic.transparency.contents),
    ['promotion', 'totals', 'resolutions', 'generalised'],
  ],
  ['R71', 'kubernetes caps one employer', kubernetes.employerCap, 'quorum-less-one'],
  [
    'R71',
    'and its quorum is a majority, or two of a few',
    kubernetes.quorum,
    { rule: 'majority-of-members', few: { upTo: 4, quorum: 2 } },
  ],
  ['R71', 'which kubernetes does not let pass', kubernetes.access.employerCapIs, 'refused'],
  ...shipped.map(
    (playbook): Row => [
      'R71',
      `${playbook.id}: a cleared member gets in at once, a replacement device by two others`,
      playbook.access,
      expect.objectContaining({ grant: 'at-once', replacementSigners: 2 }),
    ],
  ),
  ['R72', 'elastic asks every six months', elastic.checkInMonths, 6],
  [
    'R73',
    'elastic removes by a simple majority of all members, and the chair tells',
    elastic.removal,
    expect.objectContaining({
      rule: 'simple-majority',
      denominator: 'all-members',
      countSubject: true,
      notifiedBy: saying(/chair/),
    }),
  ],
  ...shipped.map((playbook): Row => {
    const steps = ids(playbook.removal.steps)
    return [
      'R74',
      `${playbook.id}: access goes before anybody is told`,
      steps.filter((id) => id === 'revoke-first' || id === 'then-tell'),
      playbook.id === 'kubernetes' ? ['revoke-first'] : ['revoke-first', 'then-tell'],
    ]
  }),
  [
    'R75',
    'what elastic takes back',
    ids(elastic.offboarding.checklist),
    [
      'mail-groups',
      'send-as',
      'private-channels',
      'report-documents',
      'status-index',
      'registration-data',
    ],
  ],
]

describe('the shipped playbooks', () => {
  it.each(rows)('[%s] %s', (_numbers, _rule, actual, expected) => {
    expect(actual).toEqual(expected)
  })

  it('answer every requirement from R1 to R75', () => {
    const covered = new Set(rows.flatMap(([numbers]) => numbers.split(', ')))
    const all = Array.from({ length: 75 }, (_, i) => `R${i + 1}`)
    expect(all.filter((number) => !covered.has(number))).toEqual([])
  })

  it('are the two sources and a neutral start, each in a file named by its id', () => {
    const files = listJson('playbooks')
    expect(files).toEqual(['elastic.json', 'kubernetes.json', 'own.json'])
    for (const file of files)
      expect(readJson(`playbooks/${file}`)).toMatchObject({ id: file.replace('.json', '') })
  })

  it('[R53, R73] keep the two denominators apart', () => {
    for (const playbook of shipped) {
      expect(playbook.decision.denominator).toBe('cleared-members')
      expect(playbook.removal.denominator).toBe('all-members')
    }
  })

  it('name their sources and licences', () => {
    expect(elastic.attribution.map(({ licence }) => licence)).toEqual(['CC-BY-3.0'])
    expect(kubernetes.attribution.map(({ licence }) => licence)).toEqual(['CC-BY-4.0', 'CC-BY-4.0'])
    for (const { attribution } of shipped) {
      expect(attribution.length).toBeGreaterThan(0)
      for (const { changes } of attribution) expect(changes).toMatch(/^Adapted: /)
    }
  })

  it('ask for nothing in the script that the written report could not hold', () => {
    for (const playbook of shipped) {
      const written = playbook.writtenReport.fields.map(({ key }) => key)
      const safety = ['location', 'clothing', 'meetingPlace']
      expect(asked(playbook).filter((key) => !safety.includes(key))).toEqual(
        asked(playbook).filter((key) => written.includes(key)),
      )
    }
  })

  it('leave the numbers and the mediator for the committee to fill in', () => {
    for (const { immediateDanger, mediator } of shipped) {
      expect(immediateDanger.numbers.map(({ number }) => number).join('')).toBe('')
      expect(mediator.contact).toBe('')
    }
  })

  it('[R13] never need the reporter’s name in a letter that goes to anybody else', () => {
    const placeholders = (playbook: Playbook) =>
      playbook.letters
        .filter(({ id }) => id === 'outreach')
        .flatMap(({ subject, body }) => [...[subject, ...body].join(' ').matchAll(/\{(.*?)\}/g)])
        .map(([, placeholder]) => placeholder)
    for (const playbook of shipped) {
      expect(new Set(placeholders(playbook))).toEqual(
        new Set(['committee', 'recipient', 'name', 'contact']),
      )
    }
  })

  it('read as whole sentences once their placeholders are filled', () => {
    const values = {
      name: 'Ada',
      committee: 'the Harbor committee',
      event: 'Harbor Days 2026',
      others: 'Ben',
    }
    for (const playbook of shipped) {
      const spoken = [...playbook.callScript, ...playbook.hesitantLadder]
      for (const { say } of spoken) expect(fillTemplate(say, values)).not.toMatch(/_|[{}]| {2}/)
    }
  })
})
