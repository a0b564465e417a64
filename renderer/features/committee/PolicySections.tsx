import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PlaybookSummary } from '../../components/PlaybookSummary'
import { Items, Part, Parts, type SectionProps, Terms } from './PlaybookParts'

export const OverviewSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  return (
    <Parts>
      <Part title={t('playbook.decides')}>
        <PlaybookSummary playbook={playbook} />
      </Part>
      {playbook.attribution.length > 0 && (
        <Part title={t('playbook.attribution')}>
          <Terms
            terms={playbook.attribution.map(({ title, by, url, licence, changes }) => ({
              id: url,
              label: t('playbook.source', { title, by }),
              text: (
                <>
                  {changes} {t('playbook.licence', { licence })}{' '}
                  <Text span size="sm" c="dimmed">
                    {url}
                  </Text>
                </>
              ),
            }))}
          />
        </Part>
      )}
    </Parts>
  )
}

/** R15, R21, R29, R47-R52. */
export const TracksSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  const { hr, leadership, mediator, lawEnforcement } = playbook.tracks
  const tracks = [hr, leadership, mediator, lawEnforcement]
  return (
    <Parts>
      {tracks.map(({ label, present, when, rules }) => (
        <Part key={label} title={label}>
          {!present && <Text fw={600}>{t('playbook.noPart')}</Text>}
          <Text>{when}</Text>
          <Items items={rules} />
        </Part>
      ))}
    </Parts>
  )
}

/** R31, R35, R68-R75. */
export const CommitteeSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  const { removal, onCall, transparency, offboarding, retention, checkInMonths } = playbook
  return (
    <Parts>
      <Part title={t('playbook.onCall')}>
        <Text>{t('summary.rotaCount', { count: playbook.minimumOnRota })}</Text>
        <Text>{onCall.note}</Text>
        {checkInMonths !== null && <Text>{t('playbook.checkIn', { count: checkInMonths })}</Text>}
      </Part>
      <Part title={t('playbook.removal')}>
        <Text>{t(`summary.removalRule.${removal.rule}`)}</Text>
        <Items items={removal.steps} ordered />
        <Text>{t('playbook.notifiedBy', { who: removal.notifiedBy })}</Text>
      </Part>
      <Part title={t('playbook.offboarding')}>
        <Text>{offboarding.order}</Text>
        <Items items={offboarding.checklist} />
      </Part>
      <Part title={t('playbook.transparency')}>
        <Text>{t(`summary.reportingPeriod.${playbook.reportingPeriod}`)}</Text>
        <Items items={transparency.contents} />
        <Items items={transparency.rules} />
      </Part>
      <Part title={t('playbook.retention')}>
        <Text>{retention.note}</Text>
      </Part>
    </Parts>
  )
}

/** R9. */
export const AgreementSection = ({ playbook }: SectionProps) => {
  const { t } = useTranslation('committee')
  const { title, version, paragraphs } = playbook.confidentialityAgreement
  return (
    <Parts>
      <Part title={title}>
        <Text c="dimmed">{t('playbook.version', { version })}</Text>
        {paragraphs.map((paragraph) => (
          <Text key={paragraph}>{paragraph}</Text>
        ))}
      </Part>
    </Parts>
  )
}
