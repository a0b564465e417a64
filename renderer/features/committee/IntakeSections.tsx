import { List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './committee.module.css'
import { Items, Part, Parts, type SectionProps, Terms } from './PlaybookParts'

/** R1-R5, R30. */
export const ScopeSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  const { scope, channels, categories, severities, urgencies } = playbook
  return (
    <Parts>
      <Part title={t('playbook.whatIsAReport')}>
        <Text>{scope.whatIsAReport}</Text>
        <Items items={scope.whoMayReport} />
        <Text>{scope.whoMayBeReported}</Text>
      </Part>
      <Part title={t('playbook.spaces')}>
        <Terms
          terms={scope.spaces.map(({ id, label, description }) => ({
            id,
            label,
            text: description,
          }))}
        />
        <Text>{scope.outOfScopeAdvice}</Text>
      </Part>
      <Part title={t('playbook.channels')}>
        <List spacing={6}>
          {channels.map(({ id, label, primary, note }) => (
            <List.Item key={id}>
              {primary ? t('playbook.primaryChannel', { channel: label }) : label}
              {note !== undefined && (
                <Text size="sm" c="dimmed">
                  {note}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      </Part>
      <Part title={t('playbook.categories')}>
        <Terms
          terms={categories.map(({ id, label, description }) => ({ id, label, text: description }))}
        />
      </Part>
      <Part title={t('playbook.severities')}>
        <Terms
          terms={severities.map(({ id, label, definition }) => ({ id, label, text: definition }))}
        />
      </Part>
      <Part title={t('playbook.urgencies')}>
        <Terms
          terms={urgencies.map(({ id, label, definition }) => ({ id, label, text: definition }))}
        />
      </Part>
    </Parts>
  )
}

/** R6-R8, R11-R14. */
export const IntakeSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  const { callScript, writtenReport, tellReporter, hesitantLadder } = playbook
  return (
    <Parts>
      <Part title={t('playbook.callScript')}>
        <List type="ordered" spacing="sm">
          {callScript.map(({ id, say, advice }) => (
            <List.Item key={id}>
              <Text className={classes.quote ?? ''}>{say}</Text>
              {advice !== undefined && (
                <Text size="sm" c="dimmed" mt={4}>
                  {advice}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      </Part>
      <Part title={t('playbook.writtenReport')}>
        {writtenReport.advice.map((paragraph) => (
          <Text key={paragraph}>{paragraph}</Text>
        ))}
        <List>
          {writtenReport.fields.map(({ key, label, hint }) => (
            <List.Item key={key}>
              {label}
              {hint !== undefined && (
                <Text size="sm" c="dimmed">
                  {hint}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      </Part>
      <Part title={t('playbook.tellReporter')}>
        <Items items={tellReporter} />
      </Part>
      {hesitantLadder.length > 0 && (
        <Part title={t('playbook.hesitantLadder')}>
          <List type="ordered" spacing="sm">
            {hesitantLadder.map(({ id, say, warning }) => (
              <List.Item key={id}>
                <Text className={classes.quote ?? ''}>{say}</Text>
                {warning !== undefined && (
                  <Text size="sm" c="dimmed" mt={4}>
                    {warning}
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        </Part>
      )}
    </Parts>
  )
}

/** R15, R16. */
export const DangerSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  const { guidance, numbers, unsafeExamples, oneResponderMayAct, lawEnforcementRule } =
    playbook.immediateDanger
  return (
    <Parts>
      <Part title={t('playbook.atOnce')}>
        <Items items={guidance} />
        <Text>{t(oneResponderMayAct ? 'playbook.oneMayAct' : 'playbook.oneMayNotAct')}</Text>
      </Part>
      <Part title={t('playbook.unsafeExamples')}>
        <Items items={unsafeExamples} />
      </Part>
      <Part title={t('playbook.numbers')}>
        <Terms
          terms={numbers.map(({ id, label, number }) => ({
            id,
            label,
            text: number === '' ? t('playbook.numberMissing') : number,
          }))}
        />
      </Part>
      <Part title={t('playbook.lawEnforcement')}>
        <Stack gap="xs">
          <Text>{lawEnforcementRule}</Text>
        </Stack>
      </Part>
    </Parts>
  )
}
