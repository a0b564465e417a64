import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Card'
import { useOpenCase } from './case-context'
import { FactList } from './FactList'

/** What was answered beside the prompts of the script. */
export const AnswersCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  if (caseFile.answers.length === 0) return null
  return (
    <Card title={t('answers.title')}>
      <FactList facts={caseFile.answers.map(({ label, value }) => [label, value] as const)} />
    </Card>
  )
}
