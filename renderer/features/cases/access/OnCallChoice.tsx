import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AccessView } from '../../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../../client/client'
import { MemberSelect } from '../../../components/MemberSelect'

interface OnCallProps {
  readonly access: Pick<AccessView, 'askFirst' | 'mayBeAsked'>
}

/** R31: while one laptop alone has a case, whom to ask first to take it too. */
export const AskFirstLine = ({ access: { askFirst } }: OnCallProps) => {
  const { t } = useTranslation('cases')
  return askFirst === null ? null : (
    <Text size="sm" fw={600}>
      {t('access.askFirst', { name: askFirst.name })}
    </Text>
  )
}

/** Who is on call as well: remembered on this laptop for the next case too. */
export const OnCallChoice = ({ access: { askFirst, mayBeAsked } }: OnCallProps) => {
  const { t } = useTranslation('cases')
  const set = useVaultCommand('notice.setOnCall')
  if (mayBeAsked.length === 0) return null
  return (
    <MemberSelect
      label={t('access.onCall')}
      description={t('access.onCallHint')}
      members={mayBeAsked}
      value={askFirst?.memberId ?? null}
      clearLabel={t('access.onCallNobody')}
      onChange={(memberId) => set.mutate({ memberId })}
    />
  )
}
