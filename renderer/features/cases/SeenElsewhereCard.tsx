import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Card'
import { ByLine } from './ByLine'
import { useOpenCase } from './case-context'
import { TwoFieldForm } from './TwoFieldForm'
import { useCaseCommand } from './use-case-command'

/** Mailboxes and chats outside the vault that already hold the report. */
export const SeenElsewhereCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const record = useCaseCommand('case.recordSeenElsewhere', caseFile.caseId)
  return (
    <Card title={t('seen.title')} hint={t('seen.hint')}>
      <Stack gap="xs">
        {caseFile.seenElsewhere.map((seen) => (
          <div key={seen.provenance.entryId}>
            <Text size="sm">{[seen.where, seen.who].filter(Boolean).join(' · ')}</Text>
            <ByLine provenance={seen.provenance} />
          </div>
        ))}
      </Stack>
      {!isReadOnly && (
        <TwoFieldForm
          first={{ label: t('seen.where'), maxLength: 300 }}
          second={{ label: t('seen.who'), maxLength: 300 }}
          addLabel={t('add')}
          isPending={record.isPending}
          onAdd={(where, who, clear) => record.run({ seen: { where, who } }, clear)}
        />
      )}
    </Card>
  )
}
