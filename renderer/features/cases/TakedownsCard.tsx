import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Card'
import { ByLine } from './ByLine'
import { useOpenCase } from './case-context'
import { TwoFieldForm } from './TwoFieldForm'
import { useCaseCommand } from './use-case-command'

/** R10: content that is to be taken down. */
export const TakedownsCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const request = useCaseCommand('case.requestTakedown', caseFile.caseId)
  return (
    <Card title={t('takedown.title')} hint={t('takedown.hint')}>
      <Stack gap="xs">
        {caseFile.takedowns.map((takedown) => (
          <div key={takedown.provenance.entryId}>
            <Text size="sm" fw={500}>
              {takedown.where}
            </Text>
            {takedown.what !== '' && <Text size="sm">{takedown.what}</Text>}
            <ByLine provenance={takedown.provenance} />
          </div>
        ))}
      </Stack>
      {!isReadOnly && (
        <TwoFieldForm
          first={{ label: t('takedown.where'), maxLength: 300 }}
          second={{ label: t('takedown.what'), maxLength: 2_000 }}
          addLabel={t('add')}
          isPending={request.isPending}
          onAdd={(where, what, clear) => request.run({ takedown: { where, what } }, clear)}
        />
      )}
    </Card>
  )
}
