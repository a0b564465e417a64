import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Card } from '../../../components/Card'
import { ByLine } from '../ByLine'
import { useOpenCase } from '../case-context'

/** R20: everyone who opened the reporter's identity. */
export const IdentityCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const { opened, state } = caseFile.reporter
  if (state === 'anonymous' || state === 'not-given') return null
  return (
    <Card title={t('access.identityTitle')}>
      {opened.length === 0 ? (
        <Text size="sm">{t('access.notOpened')}</Text>
      ) : (
        <div>
          <Text size="sm">{t('reporter.openedBefore')}</Text>
          <List size="sm">
            {opened.map((provenance) => (
              <List.Item key={provenance.entryId}>
                <ByLine provenance={provenance} />
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Card>
  )
}
