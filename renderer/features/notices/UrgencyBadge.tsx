import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Urgency } from '../../../shared/domain/terms'

const colors = { routine: 'gray', soon: 'yellow', now: 'red' } as const satisfies Record<
  Urgency,
  string
>

/** How urgent a case was when it was announced; the words say it, the colour only repeats it. */
export const UrgencyBadge = ({ urgency }: { readonly urgency: Urgency }) => {
  const { t } = useTranslation('notices')
  return <Badge color={colors[urgency]}>{t(`urgency.${urgency}`)}</Badge>
}
