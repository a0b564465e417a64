import { Alert, Button, Tabs } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { Link, useLocation, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseId } from '../../../shared/domain/terms'
import { useVaultQuery } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { ErrorState } from '../../components/ErrorState'
import { LoadingState } from '../../components/LoadingState'
import { AccessTab } from './AccessTab'
import { CaseHeader } from './CaseHeader'
import { CaseContext, useOpenCase } from './case-context'
import { HistoryTab } from './HistoryTab'
import { OnlyCopyBanner } from './OnlyCopyBanner'
import { OverviewTab } from './OverviewTab'
import { PeopleTab } from './PeopleTab'
import { TextTab } from './TextTab'
import { TiesGate } from './TiesGate'
import { WishesBar } from './WishesBar'

/** One case: what the reporter wishes always in sight, the rest in tabs. */
export const CasePage = () => {
  const { t } = useTranslation('cases')
  const { caseId } = useParams({ strict: false })
  const session = useUnlockedSession()
  const ties = useVaultQuery('case.checkTies', { caseId: caseId as CaseId })
  const hasTies = ties.data !== undefined && ties.data.ties.length > 0
  // Nothing of the case is asked for before the question about ties is answered.
  const caseQuery = useVaultQuery(
    'case.get',
    { caseId: caseId as CaseId },
    { enabled: ties.data !== undefined && !hasTies },
  )
  const committee = useVaultQuery('committee.get', {})
  const failed = ties.error ?? caseQuery.error ?? committee.error
  if (failed !== null) {
    return (
      <ErrorState
        order={1}
        failure={failed.failure}
        onRetry={() => void (ties.error === null ? caseQuery : ties).refetch()}
        actions={
          <Button component={Link} to="/cases" variant="default">
            {t('page.toList')}
          </Button>
        }
      />
    )
  }
  if (hasTies) return <TiesGate caseId={caseId as CaseId} />
  if (caseQuery.data === undefined || committee.data === undefined) {
    return <LoadingState lines={8} />
  }
  return (
    <CaseContext
      key={caseQuery.data.caseId}
      value={{
        caseFile: caseQuery.data,
        playbook: committee.data.playbook,
        isReadOnly: !mayWrite(session),
      }}
    >
      <CaseBody />
    </CaseContext>
  )
}

const tabs = ['overview', 'report', 'people', 'notes', 'history', 'access'] as const

/** Says that there is one copy itself, and what to do about it. */
const saysOnlyCopy = 'access'

const CaseBody = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const asked = useLocation({ select: ({ hash }) => hash })
  const [shown, setShown] = useState<string>(tabs.find((tab) => tab === asked) ?? 'overview')
  return (
    <>
      <CaseHeader />
      {caseFile.status === 'escrowed' && (
        <Alert
          color="orange"
          icon={<IconHourglass size={20} aria-hidden />}
          title={t('escrow.title')}
          mb="sm"
        >
          {t('escrow.message')}
        </Alert>
      )}
      {caseFile.onlyCopy && shown !== saysOnlyCopy && <OnlyCopyBanner />}
      <WishesBar />
      <Tabs value={shown} onChange={(tab) => setShown(tab ?? 'overview')} keepMounted={false}>
        <Tabs.List aria-label={t('tab.label')} className="no-print">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview" pt="lg">
          <OverviewTab />
        </Tabs.Panel>
        <Tabs.Panel value="report" pt="lg">
          <TextTab name="narrative" />
        </Tabs.Panel>
        <Tabs.Panel value="people" pt="lg">
          <PeopleTab />
        </Tabs.Panel>
        <Tabs.Panel value="notes" pt="lg">
          <TextTab name="notes" />
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="lg">
          <HistoryTab />
        </Tabs.Panel>
        <Tabs.Panel value="access" pt="lg">
          <AccessTab />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
