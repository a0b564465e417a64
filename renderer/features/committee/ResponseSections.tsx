import { Badge, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './committee.module.css'
import { Items, Part, Parts, type SectionProps, Terms } from './PlaybookParts'

/** R22, R23, R36-R43, R53-R57. */
export const DecidingSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  const { conflictExamples, planQuestions, outreach, decision } = playbook
  return (
    <Parts>
      <Part title={t('playbook.conflicts')}>
        <Text>{t('playbook.conflictsHint')}</Text>
        <Items items={conflictExamples} />
      </Part>
      <Part title={t('playbook.planQuestions')}>
        <Items items={planQuestions} />
      </Part>
      <Part title={t('playbook.outreach')}>
        <Items items={outreach.rules} />
        {outreach.observerOnRequest && <Text>{t('playbook.observer')}</Text>}
      </Part>
      <Part title={t('playbook.decision')}>
        <Text>{t(`summary.decisionRule.${decision.rule}`)}</Text>
        <Items items={decision.questions.map(({ id, ask }) => ({ id, text: ask }))} ordered />
        <Items items={decision.principles} />
        <Text>{decision.authority}</Text>
      </Part>
    </Parts>
  )
}

const groups = [
  'none',
  'words',
  'contact',
  'event',
  'talks',
  'roles',
  'community',
  'public',
] as const

/** R58, R59. */
export const ConsequencesSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  const present = groups.filter((group) =>
    playbook.consequences.some((consequence) => consequence.group === group),
  )
  return (
    <Parts>
      <Text>{t('playbook.consequencesOpen')}</Text>
      {present.map((group) => (
        <Part key={group} title={t(`playbook.group.${group}`)}>
          <Terms
            terms={playbook.consequences
              .filter((consequence) => consequence.group === group)
              .map(({ id, label, description, timed, condition }) => ({
                id,
                label,
                text: (
                  <>
                    {description}
                    {condition !== undefined && ` ${t('playbook.condition', { condition })}`}
                    {timed !== 'none' && (
                      <Group mt={4}>
                        <Badge color="gray">{t(`playbook.timed.${timed}`)}</Badge>
                      </Group>
                    )}
                  </>
                ),
              }))}
          />
        </Part>
      ))}
    </Parts>
  )
}

/** R60-R66. */
export const TalkingSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  const { conversation, letters } = playbook
  return (
    <Parts>
      <Part title={t('playbook.conversation')}>
        <Text>{t('playbook.membersPresent', { count: conversation.membersPresent })}</Text>
        <Terms
          terms={conversation.parts.map(({ id, label, prompt, example }) => ({
            id,
            label,
            text: (
              <>
                {prompt}
                <Text className={classes.quote ?? ''} mt={4} component="span" display="block">
                  {example}
                </Text>
              </>
            ),
          }))}
        />
        <Items items={conversation.rules} />
        <Text>{conversation.apology}</Text>
      </Part>
      {letters.map(({ id, subject, body }) => (
        <Part key={id} title={t('playbook.letter', { subject })}>
          {body.map((paragraph) => (
            <Text key={paragraph} className={classes.quote ?? ''}>
              {paragraph}
            </Text>
          ))}
        </Part>
      ))}
    </Parts>
  )
}
