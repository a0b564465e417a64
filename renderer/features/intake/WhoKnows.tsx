import { Stack, TagsInput, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DraftRows } from './DraftRows'
import { useIntake } from './intake-context'

/** Whom on the committee the reporter does not want told, and who already has the report. */
export const WhoKnows = () => {
  const { t } = useTranslation('intake')
  const { draft, change, otherMembers } = useIntake()
  return (
    <Stack gap="lg">
      <TagsInput
        label={t('notToTell.label')}
        description={t('notToTell.hint')}
        data={[...otherMembers]}
        value={draft.notToTell}
        maxTags={20}
        maxLength={300}
        acceptValueOnBlur
        onChange={(notToTell) => change((current) => ({ ...current, notToTell }))}
      />
      <Stack gap="xs">
        <Title order={3}>{t('seen.title')}</Title>
        <Text size="sm" c="dimmed">
          {t('seen.hint')}
        </Text>
        <DraftRows
          rows={draft.seenElsewhere}
          onChange={(seenElsewhere) => change((current) => ({ ...current, seenElsewhere }))}
          fields={[
            { key: 'where', label: t('seen.where'), maxLength: 300 },
            { key: 'who', label: t('seen.who'), maxLength: 300 },
          ]}
          empty={{ where: '', who: '' }}
          max={20}
          addLabel={t('seen.add')}
          removeLabel={(number) => t('seen.remove', { number })}
        />
      </Stack>
    </Stack>
  )
}
