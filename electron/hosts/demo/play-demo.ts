import type { Page } from 'playwright-core'
import type { SampleReport } from '../../../shared/domain/sample-report'
import type { Channel } from '../../../shared/domain/terms'
import type { Operator } from './operator'
import type { Words } from './words'

export interface DemoStage {
  readonly page: Page
  readonly operator: Operator
  readonly words: Words
  /** What the chosen playbook calls a channel. */
  readonly channelLabel: (channel: Channel) => string
  readonly samples: Readonly<
    Record<'call' | 'written-report' | 'anonymous' | 'escrow', SampleReport>
  >
  /** Called at every screen that is worth a picture. */
  readonly look: (name: string) => Promise<void>
  readonly say: (what: string) => void
}

export const demoPassphrase = 'four lanterns drift past the harbor wall'

/** What was played, for the summary. */
export interface DemoOutcome {
  readonly committee: string
  readonly cases: readonly { readonly sample: string; readonly codeName: string }[]
  readonly found: readonly string[]
}

const committeeName = 'Harbor Days conduct committee'
/** Who founds. */
export const founderName = 'Ada Lindqvist'

/** The reporter of a sample; nobody for an anonymous one, which has no place for them. */
const reporterOf = (sample: SampleReport): { name: string; contact: string } => {
  const reporter = 'reporter' in sample ? sample.reporter : undefined
  return { name: reporter?.name ?? '', contact: reporter?.contact ?? '' }
}

/** The whole path of a member: found, take reports, find them again, lock and unlock. */
export const playDemo = async (stage: DemoStage): Promise<DemoOutcome> => {
  const { page, operator, words, samples, look, say } = stage
  const { press, fill, keys } = operator
  const cases: { sample: string; codeName: string }[] = []

  const heading = (name: string | RegExp) =>
    page.getByRole('heading', { name }).first().waitFor({ state: 'visible', timeout: 60_000 })

  const noteSaved = async (sample: string): Promise<void> => {
    const title = page
      .getByRole('heading', { level: 1 })
      .filter({ hasText: /\d{4}$/ })
      .first()
    await title.waitFor({ state: 'visible', timeout: 60_000 })
    cases.push({ sample, codeName: ((await title.textContent()) ?? '').trim() })
  }

  say('founding a committee')
  await heading(words('vault:welcome.title'))
  await look('01-welcome')
  await press('button', words('vault:found.button'))
  await fill(words('vault:found.committee.name'), committeeName)
  await fill(words('vault:found.committee.memberName'), founderName)
  await fill(words('vault:found.committee.employer'), 'Tidewater Labs')
  await look('02-found-committee')
  await press('button', words('common:next'))
  await heading(words('vault:found.playbook.title'))
  await press('radio', /Elastic/)
  await page.getByText(words('vault:found.playbook.decides')).waitFor()
  await look('03-found-playbook')
  await press('button', words('common:next'))
  await heading(words('vault:found.agreement.title'))
  await press(
    'checkbox',
    words('vault:found.agreement.accept', { name: founderName, version: '1' }),
  )
  await look('04-found-agreement')
  await press('button', words('common:next'))
  await fill(words('common:passphrase.new'), demoPassphrase)
  await fill(words('common:passphrase.again'), demoPassphrase)
  await page.getByText(words('common:passphrase.acceptable')).waitFor()
  await look('05-found-passphrase')
  await press('button', words('vault:found.finish'))
  await heading(words('vault:found.recovery.title'))
  await look('06-recovery-kit')
  const kit = await page.getByRole('region', { name: words('vault:kit.title') }).textContent()
  const recoveryKey = /[0-9A-Z]{4}(?:[-\s][0-9A-Z]{4}){6}/.exec(kit ?? '')?.[0]
  if (recoveryKey === undefined) throw new Error('the kit shows no recovery key')
  await fill(words('common:recovery.keyLabel'), recoveryKey)
  await press('button', words('vault:found.recovery.check'))
  await page.getByText(words('vault:found.recovery.right')).waitFor({ timeout: 60_000 })
  await press('button', words('vault:found.recovery.open'))
  await heading(words('cases:list.title'))
  await look('07-no-cases-yet')

  say('taking a call')
  const { call } = samples
  await press('button', words('common:takeCall'))
  await fill(words('intake:note.label'), call.note)
  await look('08-call')
  await press('tab', words('intake:aside.people'))
  await fill(words('intake:reporter.name'), reporterOf(call).name)
  await fill(words('intake:reporter.contact'), reporterOf(call).contact)
  for (const person of call.people.filter(({ role }) => role === 'reported')) {
    await press('button', words('intake:people.add.reported'))
    await fill(words('cases:person.name'), person.name)
  }
  await look('09-call-people')
  await press('tab', words('intake:aside.wishes'))
  await press('radio', words('cases:wishes.updates.yes'))
  await fill(words('cases:wishes.doNotContact'), call.wishes.doNotContact ?? '')
  await look('10-call-wishes')
  await press('button', words('intake:finish.call'))
  await noteSaved('call')
  await look('11-case')

  const takeWritten = async (
    sample: SampleReport,
    atReporter: () => Promise<void>,
    picture: string,
  ): Promise<void> => {
    await keys('ControlOrMeta+Shift+N')
    await heading(words('intake:new.title'))
    if (picture.startsWith('12')) await look('12-new-report')
    await press('button', new RegExp(`^${stage.channelLabel(sample.channel)}`))
    await fill(words('intake:note.label'), sample.note)
    const next = (step: string) =>
      press('button', words('intake:steps.next', { step: words(`intake:steps.${step}`) }))
    await next('people')
    await next('reporter')
    await atReporter()
    await look(picture)
    for (const step of ['tell', 'wishes', 'whoKnows', 'danger', 'review']) await next(step)
    await look(`${picture}-review`)
    await press('button', words('intake:finish.report'))
    await noteSaved(sample.id)
  }

  say('taking a written report')
  const written = samples['written-report']
  await takeWritten(
    written,
    async () => {
      await fill(words('intake:reporter.name'), reporterOf(written).name)
    },
    '13-written-report',
  )
  say('taking an anonymous report')
  await takeWritten(
    samples.anonymous,
    async () => {
      await press('button', words('intake:anonymous.choose'))
      await press('button', words('intake:anonymous.confirm'))
      await page.getByText(words('intake:anonymous.message')).first().waitFor()
    },
    '14-anonymous-report',
  )
  say('taking an escrowed report')
  await takeWritten(
    samples.escrow,
    async () => {
      await press('button', words('intake:escrow.choose'))
      await press('button', words('intake:escrow.confirm'))
      await fill(words('intake:escrow.wakeWord'), 'lighthouse')
    },
    '15-escrowed-report',
  )
  await look('16-escrowed-case')

  say('finding them again')
  await press('link', words('common:pages.cases'))
  await page
    .getByText(cases[0]?.codeName ?? '')
    .first()
    .waitFor()
  await look('17-cases')
  await fill(words('cases:search.label'), 'cloakroom')
  await page.locator('mark').first().waitFor({ timeout: 30_000 })
  await look('18-search')
  const found = await page.locator('mark').allTextContents()
  await press('button', new RegExp(`^${cases[0]?.codeName}`))
  await heading(cases[0]?.codeName ?? '')

  say('working on a case')
  await press('tab', words('cases:tab.report'))
  await page.locator('.ProseMirror').first().waitFor()
  await look('19-report')
  await press('tab', words('cases:tab.people'))
  await look('20-people')
  await press('button', words('cases:reporter.open'))
  await press('button', words('cases:reporter.openConfirm'))
  await page.getByText(reporterOf(call).name).first().waitFor()
  await look('21-identity')
  await press('button', words('cases:reporter.closeAgain'))
  await press('tab', words('cases:tab.notes'))
  await page.locator('.ProseMirror').first().waitFor()
  await look('22-notes')
  await press('tab', words('cases:tab.overview'))
  await press('button', words('cases:step.acknowledged'))
  await page.getByText(words('cases:status.acknowledged')).first().waitFor()
  await press('tab', words('cases:tab.history'))
  await look('23-history')
  await press('tab', words('cases:tab.access'))
  await look('24-access')

  say('looking around')
  for (const [number, name] of [
    ['25', 'committee'],
    ['26', 'playbook'],
    ['27', 'settings'],
  ] as const) {
    await press('link', words(`common:pages.${name}`))
    await heading(words(`common:pages.${name}`))
    await look(`${number}-${name}`)
  }

  say('locking and unlocking')
  await keys('ControlOrMeta+L')
  await fill(words('vault:unlock.passphrase'), '')
  await look('28-locked')
  await fill(words('vault:unlock.passphrase'), demoPassphrase)
  await press('button', words('vault:unlock.button'))
  await heading(words('cases:list.title'))
  await page
    .getByText(cases[0]?.codeName ?? '')
    .first()
    .waitFor()
  await look('29-unlocked')
  return { committee: committeeName, cases, found }
}
