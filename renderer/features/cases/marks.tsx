import {
  IconAlertTriangle,
  IconAntennaBars1,
  IconAntennaBars2,
  IconAntennaBars3,
  IconAntennaBars4,
  IconAntennaBars5,
  IconArchive,
  IconCheck,
  IconCircleDashed,
  IconClock,
  IconClockExclamation,
  IconHourglass,
  IconMailCheck,
  IconProgress,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeadlineView } from '../../../shared/contracts/views'
import type { CaseStatus, Severity } from '../../../shared/domain/terms'
import classes from './marks.module.css'

const iconSize = 18

type Tone = 'plain' | 'soon' | 'overdue'

interface MarkProps {
  readonly icon: ReactNode
  readonly tone?: Tone
  readonly children: ReactNode
}

/**
 * An icon beside its words: the colour only repeats what both say. Plain elements, since a screenful
 * of the list draws a hundred of them at every turn of the wheel.
 */
const Mark = ({ icon, tone = 'plain', children }: MarkProps) => (
  <span className={classes.mark} data-tone={tone}>
    {icon}
    <span>{children}</span>
  </span>
)

const severityIcons = {
  unrated: IconAntennaBars1,
  low: IconAntennaBars2,
  medium: IconAntennaBars3,
  high: IconAntennaBars4,
  critical: IconAntennaBars5,
} as const satisfies Record<Severity, unknown>

export const SeverityMark = ({ severity }: { readonly severity: Severity }) => {
  const { t } = useTranslation('cases')
  const Icon = severityIcons[severity]
  return <Mark icon={<Icon size={iconSize} aria-hidden />}>{t(`severity.${severity}`)}</Mark>
}

const statusIcons = {
  new: IconCircleDashed,
  acknowledged: IconMailCheck,
  'in-progress': IconProgress,
  closed: IconArchive,
  escrowed: IconHourglass,
} as const satisfies Record<CaseStatus, unknown>

export const StatusMark = ({ status }: { readonly status: CaseStatus }) => {
  const { t } = useTranslation('cases')
  const Icon = statusIcons[status]
  return <Mark icon={<Icon size={iconSize} aria-hidden />}>{t(`status.${status}`)}</Mark>
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const lengthOf = (lengthMs: number): { unit: 'minutes' | 'hours' | 'days'; count: number } => {
  if (lengthMs >= 2 * dayMs) return { unit: 'days', count: Math.floor(lengthMs / dayMs) }
  if (lengthMs >= hourMs) return { unit: 'hours', count: Math.floor(lengthMs / hourMs) }
  return { unit: 'minutes', count: Math.max(1, Math.floor(lengthMs / minuteMs)) }
}

const deadlineLooks = {
  done: { Icon: IconCheck, tone: 'plain' },
  ahead: { Icon: IconClock, tone: 'plain' },
  soon: { Icon: IconClockExclamation, tone: 'soon' },
  overdue: { Icon: IconAlertTriangle, tone: 'overdue' },
} as const satisfies Record<DeadlineView['state'], { Icon: unknown; tone: Tone }>

interface DeadlineMarkProps {
  readonly deadline: DeadlineView
  readonly nowMs: number
}

/** "Acknowledge: due in 5 h", "Decide: overdue by 2 d". */
export const DeadlineMark = ({ deadline, nowMs }: DeadlineMarkProps) => {
  const { t } = useTranslation('cases')
  const isOverdue = deadline.state !== 'done' && nowMs >= deadline.dueAtMs
  const state = isOverdue ? 'overdue' : deadline.state === 'overdue' ? 'soon' : deadline.state
  const { Icon, tone } = deadlineLooks[state]
  const { unit, count } = lengthOf(Math.abs(deadline.dueAtMs - nowMs))
  const length = t(`length.${unit}`, { count })
  const what = t(`deadline.kind.${deadline.kind}`)
  return (
    <Mark icon={<Icon size={iconSize} aria-hidden />} tone={tone}>
      {state === 'done'
        ? t('deadline.done', { what })
        : isOverdue
          ? t('deadline.overdue', { what, length })
          : t('deadline.due', { what, length })}
    </Mark>
  )
}
