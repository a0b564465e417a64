import { Select, SimpleGrid, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Severity, type Urgency } from '../../../shared/domain/terms'
import { Card } from '../../components/Card'
import { useOpenCase } from './case-context'
import { useCaseCommand } from './use-case-command'

/** R30: severity and urgency, with the playbook's own definitions beside them. */
export const RatingCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile, playbook, isReadOnly } = useOpenCase()
  const set = useCaseCommand('case.setOverview', caseFile.caseId)
  const isFixed = isReadOnly || caseFile.status === 'closed'
  const severity = playbook.severities.find(({ id }) => id === caseFile.severity)
  const urgency = playbook.urgencies.find(({ id }) => id === caseFile.urgency)
  const scope = playbook.scope.spaces.find(({ id }) => id === caseFile.scope)
  const category = playbook.categories.find(({ id }) => id === caseFile.category)
  return (
    <Card
      title={t('rating.title')}
      {...(caseFile.status === 'closed' ? { hint: t('rating.closed') } : {})}
    >
      <SimpleGrid cols={1} spacing="sm">
        <Select
          label={t('column.severity')}
          description={severity?.definition ?? t('rating.unratedHint')}
          data={Severity.options
            .filter((value) => value !== 'unrated' || caseFile.severity === 'unrated')
            .map((value) => ({
              value: value as string,
              label:
                playbook.severities.find(({ id }) => id === value)?.label ?? t(`severity.${value}`),
            }))}
          value={caseFile.severity}
          allowDeselect={false}
          disabled={isFixed}
          onChange={(value) =>
            value !== null &&
            value !== caseFile.severity &&
            set.run({ severity: value as Severity })
          }
        />
        <Select
          label={t('rating.urgency')}
          description={urgency?.definition ?? ''}
          data={playbook.urgencies.map(({ id, label }) => ({ value: id as string, label }))}
          value={caseFile.urgency}
          allowDeselect={false}
          disabled={isFixed}
          onChange={(value) =>
            value !== null && value !== caseFile.urgency && set.run({ urgency: value as Urgency })
          }
        />
        <Select
          label={t('rating.category')}
          description={category?.description ?? t('rating.categoryHint')}
          placeholder={t('rating.categoryNone')}
          data={playbook.categories.map(({ id, label }) => ({ value: id, label }))}
          value={caseFile.category === '' ? null : caseFile.category}
          allowDeselect={false}
          disabled={isFixed}
          onChange={(value) =>
            value !== null && value !== caseFile.category && set.run({ category: value })
          }
        />
        <OccurredField
          key={caseFile.occurred}
          saved={caseFile.occurred}
          isFixed={isFixed}
          onSave={(occurred) => set.run({ occurred })}
        />
        <TextInput
          label={t('rating.scope')}
          value={scope?.label ?? t('rating.scopeUnsure')}
          readOnly
          variant="filled"
        />
      </SimpleGrid>
    </Card>
  )
}

interface OccurredFieldProps {
  readonly saved: string
  readonly isFixed: boolean
  readonly onSave: (occurred: string) => void
}

const OccurredField = ({ saved, isFixed, onSave }: OccurredFieldProps) => {
  const { t } = useTranslation('cases')
  const [occurred, setOccurred] = useState(saved)
  const save = () => {
    if (occurred.trim() !== saved) onSave(occurred.trim())
  }
  return (
    <TextInput
      label={t('rating.occurred')}
      value={occurred}
      maxLength={300}
      disabled={isFixed}
      autoComplete="off"
      onChange={(event) => setOccurred(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save()
        if (event.key === 'Escape') setOccurred(saved)
      }}
    />
  )
}
