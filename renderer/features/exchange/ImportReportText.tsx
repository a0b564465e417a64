import { Anchor, List, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../../shared/contracts/committee-views'
import { Facts } from '../../components/Facts'
import { useFormats } from '../../hooks/formats'
import { useRefusalText } from './refusal-text'

interface ReportProps {
  readonly report: ImportReport
}

/** Before a file is taken in: from whom, when, how much of it is new. */
export const BundleFacts = ({ report }: ReportProps) => {
  const { t } = useTranslation('exchange')
  const formats = useFormats()
  return (
    <>
      <Facts
        rows={[
          [t('receive.from'), report.from],
          [
            t('receive.made'),
            report.madeAtMs === null ? t('receive.madeUnknown') : formats.dateTime(report.madeAtMs),
          ],
          [t('receive.newEntries'), <NewEntries key="new" report={report} />],
        ]}
      />
      {report.damagedPieces > 0 && (
        <Text>
          <Damaged report={report} />
        </Text>
      )}
    </>
  )
}

const NewEntries = ({ report }: ReportProps) => {
  const { t } = useTranslation('exchange')
  return report.newEntries === 0
    ? t('report.nothingNew')
    : t('report.new', { count: report.newEntries })
}

const Damaged = ({ report }: ReportProps) => {
  const { t } = useTranslation('exchange')
  return t('report.damaged', { count: report.damagedPieces, from: report.from })
}

/** What came in, in sentences; of what it says, nothing. What is zero is not said. */
export const ImportReportText = ({ report }: ReportProps) => {
  const { t } = useTranslation('exchange')
  const refusalText = useRefusalText()
  const counted = [
    ['duplicates', report.duplicates],
    ['waiting', report.waiting],
    ['closedCases', report.closedCases],
  ] as const
  return (
    <div role="status">
      <List spacing={4}>
        <List.Item>
          <NewEntries report={report} />
        </List.Item>
        {report.newNotices > 0 && (
          <List.Item>
            {t('report.notices', { count: report.newNotices })}{' '}
            <Anchor component={Link} to="/notices" underline="always">
              {t('receive.toNotices')}
            </Anchor>
          </List.Item>
        )}
        {report.newCases.length > 0 && (
          <List.Item>
            {t('report.cases')}{' '}
            {report.newCases.map(({ caseId, codeName }, at) => (
              <span key={caseId}>
                {at > 0 && ', '}
                <Anchor
                  underline="always"
                  renderRoot={(props) => (
                    <Link to="/cases/$caseId" params={{ caseId }} {...props} />
                  )}
                >
                  {codeName}
                </Anchor>
              </span>
            ))}
          </List.Item>
        )}
        {counted.map(
          ([what, count]) =>
            count > 0 && <List.Item key={what}>{t(`report.${what}`, { count })}</List.Item>,
        )}
        {report.damagedPieces > 0 && (
          <List.Item>
            <Damaged report={report} />
          </List.Item>
        )}
        {report.refused.map(({ code, count }) => (
          <List.Item key={code}>{t('report.refused', { count, why: refusalText(code) })}</List.Item>
        ))}
      </List>
    </div>
  )
}
