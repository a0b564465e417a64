import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { QueryState } from '../../components/QueryState'
import { AccessWarnings } from './access/AccessWarnings'
import { HandOffCard } from './access/HandOffCard'
import { IdentityCard } from './access/IdentityCard'
import { LeaveCard } from './access/LeaveCard'
import { LeftCard } from './access/LeftCard'
import { OwnersCard } from './access/OwnersCard'
import { ReadersCard } from './access/ReadersCard'
import { AskedCard, ToGrantCard } from './access/WaitingCards'
import { useOpenCase } from './case-context'
import { EraseCaseCard, ErasePartsCard } from './EraseCards'

/** Who can open the case and who no more, how to leave it, and what can be destroyed. */
export const AccessTab = () => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const session = useUnlockedSession()
  const access = useVaultQuery('case.access', { caseId: caseFile.caseId })
  const isWritable = mayWrite(session) && access.data?.state !== 'needs-update'
  return (
    <Stack gap="md" maw="56rem" role="region" aria-label={t('tab.access')}>
      <QueryState query={access} lines={6}>
        {(view) => (
          <>
            <AccessWarnings access={view} mayWrite={isWritable} />
            <HandOffCard access={view} mayWrite={isWritable} />
            <ReadersCard access={view} mayWrite={isWritable} />
            <ToGrantCard access={view} mayWrite={isWritable} />
            <AskedCard access={view} />
            <OwnersCard access={view} mayWrite={isWritable} />
            <LeftCard access={view} mayWrite={isWritable} />
            <IdentityCard />
            {mayWrite(session) && <LeaveCard />}
          </>
        )}
      </QueryState>
      {!isReadOnly && (
        <>
          <ErasePartsCard />
          <EraseCaseCard />
        </>
      )}
    </Stack>
  )
}
