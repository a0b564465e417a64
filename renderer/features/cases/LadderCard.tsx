import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Card'
import { ByLine } from './ByLine'
import { useOpenCase } from './case-context'

/** R11-R14: what a hesitant reporter was offered, and the word of an escrowed report. */
export const LadderCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const { ladder, escrow } = caseFile
  if (ladder.length === 0 && escrow === null) return null
  return (
    <Card title={t('ladder.title')}>
      {escrow !== null && (
        <Text size="sm">
          {escrow.wakeWord === ''
            ? t('escrow.noWakeWord')
            : t('escrow.wakeWord', { word: escrow.wakeWord })}
        </Text>
      )}
      {ladder.length > 0 && (
        <List size="sm" spacing="xs">
          {ladder.map(({ id, text, provenance }) => (
            <List.Item key={id}>
              {text}
              <ByLine provenance={provenance} />
            </List.Item>
          ))}
        </List>
      )}
    </Card>
  )
}
