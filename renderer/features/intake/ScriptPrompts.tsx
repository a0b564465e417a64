import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AnswerField } from './AnswerField'
import { useIntake } from './intake-context'
import classes from './ScriptPrompts.module.css'

/** R6: what to say, and a field beside it. In any order; nothing has to be asked. */
export const ScriptPrompts = () => {
  const { t } = useTranslation('intake')
  const { playbook, fill } = useIntake()
  return (
    <Stack component="ul" gap="md" className={classes.list ?? ''} aria-label={t('script.label')}>
      {playbook.callScript.map((prompt) => (
        <li key={prompt.id} className={classes.prompt}>
          <Text className={classes.say ?? ''}>{fill(prompt.say)}</Text>
          {prompt.advice !== undefined && (
            <Text size="sm" c="dimmed">
              {prompt.advice}
            </Text>
          )}
          {prompt.field !== undefined && <AnswerField field={prompt.field} />}
        </li>
      ))}
    </Stack>
  )
}
