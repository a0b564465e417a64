import type { MemberName } from '../../shared/contracts/committee-views'
import { useVaultQuery } from '../client/client'

/** Current members but oneself, for choosing one of them; empty until they are read. */
export const useOtherMembers = (): readonly MemberName[] => {
  const { data } = useVaultQuery('member.list', {})
  return (data?.members ?? [])
    .filter(({ state, isSelf }) => state === 'current' && !isSelf)
    .map(({ memberId, name }) => ({ memberId, name }))
}
