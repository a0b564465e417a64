import { Select, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { useIntake } from './intake-context'

/** When, where in the community, what kind, how urgent. All of it may wait. */
export const ReportDetails = () => {
  const { t } = useTranslation('intake')
  const { draft, change, playbook } = useIntake()
  const category = playbook.categories.find(({ id }) => id === draft.category)
  const urgency = playbook.urgencies.find(({ id }) => id === draft.urgency)
  const scope = playbook.scope.spaces.find(({ id }) => id === draft.scope)
  return (
    <Stack gap="sm">
      <TextInput
        label={t('details.occurred')}
        description={t('details.occurredHint')}
        value={draft.occurred}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => {
          const occurred = event.currentTarget.value
          change((current) => ({ ...current, occurred }))
        }}
      />
      <Select
        label={t('details.scope')}
        description={scope?.description ?? t('details.scopeUnsureHint')}
        data={[
          ...playbook.scope.spaces.map(({ id, label }) => ({ value: id as string, label })),
          { value: 'unsure', label: t('details.scopeUnsure') },
        ]}
        value={draft.scope}
        allowDeselect={false}
        onChange={(value) =>
          value !== null &&
          change((current) => ({ ...current, scope: value as IntakeDraft['scope'] }))
        }
      />
      <Select
        label={t('details.category')}
        description={category?.description ?? t('details.categoryHint')}
        data={playbook.categories.map(({ id, label }) => ({ value: id, label }))}
        value={draft.category === '' ? null : draft.category}
        placeholder={t('details.categoryNone')}
        clearable
        clearButtonProps={{ 'aria-label': t('details.categoryClear') }}
        onChange={(value) => change((current) => ({ ...current, category: value ?? '' }))}
      />
      <Select
        label={t('details.urgency')}
        {...(urgency === undefined ? {} : { description: urgency.definition })}
        data={playbook.urgencies.map(({ id, label }) => ({ value: id as string, label }))}
        value={draft.urgency}
        allowDeselect={false}
        onChange={(value) =>
          value !== null &&
          change((current) => ({ ...current, urgency: value as IntakeDraft['urgency'] }))
        }
      />
    </Stack>
  )
}
