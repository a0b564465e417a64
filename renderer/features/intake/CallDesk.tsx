import { Stack, Tabs, Text, Title } from '@mantine/core'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { WishesFields } from '../../components/WishesFields'
import classes from './CallDesk.module.css'
import { HesitantLadder } from './HesitantLadder'
import { useIntake } from './intake-context'
import { NoteField } from './NoteField'
import { PeopleRows } from './PeopleRows'
import { ReportDetails } from './ReportDetails'
import { ReporterFields } from './ReporterFields'
import { ScriptPrompts } from './ScriptPrompts'
import { TakedownRows } from './TakedownRows'
import { TellReporter } from './TellReporter'
import { WhoKnows } from './WhoKnows'

interface CallDeskProps {
  /** The bar with the state of saving and what can be done. */
  readonly bar: ReactNode
  readonly noteRef: RefObject<HTMLTextAreaElement | null>
}

/**
 * A call: the large note, and everything else beside it. Nothing is mandatory and nothing has an
 * order, since a caller has none.
 */
export const CallDesk = ({ bar, noteRef }: CallDeskProps) => (
  <>
    {bar}
    <div className={classes.desk}>
      <div className={classes.note}>
        <NoteField ref={noteRef} autoFocus minRows={10} />
      </div>
      <Aside />
    </div>
  </>
)

const Aside = () => {
  const { t } = useTranslation('intake')
  const { draft, change } = useIntake()
  return (
    <Tabs defaultValue="script" keepMounted={false} className={classes.aside ?? ''}>
      <Tabs.List aria-label={t('aside.label')} className={classes.tabs ?? ''}>
        <Tabs.Tab value="script">{t('aside.script')}</Tabs.Tab>
        <Tabs.Tab value="hesitant">{t('aside.hesitant')}</Tabs.Tab>
        <Tabs.Tab value="people">
          {draft.people.length === 0
            ? t('aside.people')
            : t('aside.peopleCount', { count: draft.people.length })}
        </Tabs.Tab>
        <Tabs.Tab value="wishes">{t('aside.wishes')}</Tabs.Tab>
        <Tabs.Tab value="more">{t('aside.more')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="script" pt="md">
        <Stack gap="md">
          <ModeLine />
          <ScriptPrompts />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="hesitant" pt="md">
        <HesitantLadder />
      </Tabs.Panel>
      <Tabs.Panel value="people" pt="md">
        <Stack gap="xl">
          <Section title={t('reporter.title')}>
            <ReporterFields />
          </Section>
          <Section title={t('people.title')}>
            <PeopleRows />
          </Section>
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="wishes" pt="md">
        <Stack gap="xl">
          <Section title={t('tell.title')}>
            <TellReporter />
          </Section>
          <Section title={t('wishes.title')}>
            <WishesFields
              wishes={draft.wishes}
              onChange={(wishes) => change((current) => ({ ...current, wishes }))}
            />
          </Section>
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="more" pt="md">
        <Stack gap="xl">
          <Section title={t('details.title')}>
            <ReportDetails />
          </Section>
          <Section title={t('whoKnows.title')}>
            <WhoKnows />
          </Section>
          <TakedownRows />
        </Stack>
      </Tabs.Panel>
    </Tabs>
  )
}

interface SectionProps {
  readonly title: string
  readonly children: ReactNode
}

const Section = ({ title, children }: SectionProps) => (
  <Stack component="section" gap="sm">
    <Title order={2} size="h3">
      {title}
    </Title>
    {children}
  </Stack>
)

/** What kind of report this has become, where it is not the usual one. */
const ModeLine = () => {
  const { t } = useTranslation('intake')
  const { draft } = useIntake()
  if (draft.mode === 'named') return null
  return (
    <Text size="sm" fw={600}>
      {t(`${draft.mode}.chosen`)}
    </Text>
  )
}
