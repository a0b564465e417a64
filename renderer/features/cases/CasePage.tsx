import { Alert, Button, Tabs } from '@mantine/core'
import { IconDeviceLaptop, IconHourglass } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CaseId } from '../../../shared/domain/terms'
import { useVaultQuery } from '../../client/client'
import { useUnlockedSession } from '../../client/session'
import { ErrorState } from '../../components/ErrorState'
import { LoadingState } from '../../components/LoadingState'
import { AccessTab } from './AccessTab'
import { CaseHeader } from './CaseHeader'
import { CaseContext, useOpenCase } from './case-context'
import { HistoryTab } from './HistoryTab'
import { OverviewTab } from './OverviewTab'
import { PeopleTab } from './PeopleTab'
import { TextTab } from './TextTab'
import { WishesBar } from './WishesBar'

/** One case: what the reporter wishes always in sight, the rest in tabs. */
export const CasePage = () => {
  const { t } = useTranslation('cases')
  const { caseId } = useParams({ strict: false })
  const { readOnly } = useUnlockedSession()
  const caseQuery = useVaultQuery('case.get', { caseId: caseId as CaseId })
  const committee = useVaultQuery('committee.get', {})
  const failed = caseQuery.error ?? committee.error
  if (failed !== null) {
    return (
      <ErrorState
        order={1}
        failure={failed.failure}
        onRetry={() => void caseQuery.refetch()}
        actions={
          <Button component={Link} to="/cases" variant="default">
            {t('page.toList')}
          </Button>
        }
      />
    )
  }
  if (caseQuery.data === undefined || committee.data === undefined) {
    return <LoadingState lines={8} />
  }
  return (
    <CaseContext
      key={caseQuery.data.caseId}
      value={{
        caseFile: caseQuery.data,
        playbook: committee.data.playbook,
        isReadOnly: readOnly !== null,
      }}
    >
      <CaseBody />
    </CaseContext>
  )
}

const tabs = ['overview', 'report', 'people', 'notes', 'history', 'access'] as const

const CaseBody = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
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
      {caseFile.onlyCopy && (
        <Alert color="blue" icon={<IconDeviceLaptop size={20} aria-hidden />} mb="sm" py="xs">
          {t('page.onlyCopy')}
        </Alert>
      )}
      <WishesBar />
      <Tabs defaultValue="overview" keepMounted={false}>
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
