import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DraftRows } from './DraftRows'
import { useIntake } from './intake-context'

/** R10: content that became public by accident or without consent. */
export const TakedownRows = () => {
  const { t } = useTranslation('intake')
  const { draft, change } = useIntake()
  return (
    <Stack gap="xs">
      <Title order={3}>{t('takedown.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('takedown.hint')}
      </Text>
      <DraftRows
        rows={draft.takedowns}
        onChange={(takedowns) => change((current) => ({ ...current, takedowns }))}
        fields={[
          { key: 'where', label: t('takedown.where'), maxLength: 300 },
          { key: 'what', label: t('takedown.what'), maxLength: 2_000 },
        ]}
        empty={{ where: '', what: '' }}
        max={20}
        addLabel={t('takedown.add')}
        removeLabel={(number) => t('takedown.remove', { number })}
      />
    </Stack>
  )
}
