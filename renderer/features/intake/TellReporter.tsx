import { Checkbox, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { withItem } from './draft-fields'
import { useIntake } from './intake-context'

/** R8: what the reporter should hear, ticked as it is said. */
export const TellReporter = () => {
  const { t } = useTranslation('intake')
  const { draft, change, playbook } = useIntake()
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('tell.hint')}
      </Text>
      {playbook.tellReporter.map((item) => (
        <Checkbox
          key={item.id}
          label={item.text}
          checked={draft.told.includes(item.id)}
          onChange={(event) => {
            const isTold = event.currentTarget.checked
            change((current) => ({ ...current, told: withItem(current.told, item.id, isTold) }))
          }}
        />
      ))}
    </Stack>
  )
}
