import { useTranslation } from 'react-i18next'
import type { Playbook } from '../../shared/domain/playbook'
import { useFormats } from '../hooks/formats'
import { Facts } from './Facts'

interface PlaybookSummaryProps {
  readonly playbook: Playbook
}

/** What a playbook decides, in one look: the settings in which committees differ. */
export const PlaybookSummary = ({ playbook }: PlaybookSummaryProps) => {
  const { t } = useTranslation('committee')
  const formats = useFormats()
  const { deadlines, decision, removal, quorum } = playbook
  const rows: readonly (readonly [string, string])[] = [
    [
      t('summary.acknowledge'),
      t(`summary.acknowledgeIs.${deadlines.acknowledgeIs}`, {
        time: formats.hours(deadlines.acknowledgeHours),
      }),
    ],
    [
      t('summary.decide'),
      deadlines.decideHours === null
        ? t('summary.noDeadline')
        : t('summary.within', { time: formats.hours(deadlines.decideHours) }),
    ],
    [
      t('summary.decision'),
      [
        t(`summary.decisionRule.${decision.rule}`),
        decision.fallback === null
          ? ''
          : t('summary.fallback', { time: formats.hours(decision.fallback.afterHours) }),
      ]
        .filter(Boolean)
        .join(' '),
    ],
    [t('summary.removal'), t(`summary.removalRule.${removal.rule}`)],
    [t('summary.quorum'), t(`summary.quorumRule.${quorum.rule}`)],
    [
      t('summary.employers'),
      [
        t(`summary.employerCap.${playbook.employerCap}`),
        playbook.employerCap === 'none'
          ? ''
          : t(`summary.employerCapIs.${playbook.access.employerCapIs}`),
      ]
        .filter(Boolean)
        .join('. '),
    ],
    [t('summary.grant'), t(`summary.grantIs.${playbook.access.grant}`)],
    [
      t('summary.replacement'),
      t('summary.replacementSigners', { count: playbook.access.replacementSigners }),
    ],
    [t('summary.rota'), t('summary.rotaCount', { count: playbook.minimumOnRota })],
    [t('summary.owners'), t('summary.ownersCount', { count: playbook.ownersPerCase })],
    [
      t('summary.consequences'),
      t('summary.consequencesCount', { count: playbook.consequences.length }),
    ],
    [t('summary.report'), t(`summary.reportingPeriod.${playbook.reportingPeriod}`)],
  ]
  return <Facts rows={rows} />
}
