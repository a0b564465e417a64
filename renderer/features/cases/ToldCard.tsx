import { Checkbox, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Card'
import { useFormats } from '../../hooks/formats'
import { useOpenCase } from './case-context'
import { useCaseCommand } from './use-case-command'

/** R8: what the reporter was told, by whom and when. */
export const ToldCard = () => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  const { caseFile, isReadOnly } = useOpenCase()
  const record = useCaseCommand('case.recordTold', caseFile.caseId)
  return (
    <Card title={t('told.title')}>
      <Stack gap="sm">
        {caseFile.told.map(({ id, text, provenance }) => (
          <Checkbox
            key={id}
            label={text}
            checked={provenance !== null}
            disabled={isReadOnly || record.isPending}
            {...(provenance === null
              ? {}
              : {
                  description: t('byLine', {
                    by: provenance.by,
                    time: formats.dateTime(provenance.atMs),
                  }),
                })}
            onChange={(event) => record.run({ itemId: id, told: event.currentTarget.checked })}
          />
        ))}
      </Stack>
    </Card>
  )
}
