import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NoticeStanding } from '../../../shared/contracts/committee-views'

/** What a member answered, and nothing more: every answer looks alike. */
export const StandingBadge = ({ standing }: { readonly standing: NoticeStanding }) => {
  const { t } = useTranslation('notices')
  return (
    <Badge color="gray" variant="outline">
      {t(`standing.${standing}`)}
    </Badge>
  )
}
