import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../../client/client'
import { ErrorState } from '../../components/ErrorState'
import { LoadingState } from '../../components/LoadingState'
import { QueryState } from '../../components/QueryState'
import { IntakeScreen } from './IntakeScreen'

/** A report that is being taken: begun just now, or found again after a lock or a crash. */
export const IntakePage = () => {
  const { t } = useTranslation('intake')
  const { intakeId } = useParams({ strict: false })
  const committee = useVaultQuery('committee.get', {})
  // An answer from before this visit may hold an older draft, and saving it would undo what was typed.
  const intakes = useVaultQuery('intake.list', {}, { staleTimeMs: 0 })
  if (!intakes.isFetchedAfterMount) return <LoadingState lines={6} />
  return (
    <QueryState query={committee}>
      {(known) => (
        <QueryState query={intakes}>
          {(open) => {
            const intake = open.find((candidate) => candidate.intakeId === intakeId)
            if (intake === undefined) {
              return (
                <ErrorState
                  order={1}
                  failure={{ code: 'intake/unknown' }}
                  actions={
                    <Button component={Link} to="/cases" variant="default">
                      {t('toCases')}
                    </Button>
                  }
                />
              )
            }
            return (
              <IntakeScreen
                key={intake.intakeId}
                intakeId={intake.intakeId}
                initial={intake.draft}
                committee={known}
              />
            )
          }}
        </QueryState>
      )}
    </QueryState>
  )
}
