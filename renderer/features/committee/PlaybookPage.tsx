import { Button, Tabs } from '@mantine/core'
import { IconEdit, IconPrinter } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { callShell, useClient, useVaultQuery } from '../../client/client'
import { toFailureError } from '../../client/failure'
import { useUnlockedSession } from '../../client/session'
import { showFailure } from '../../components/failure-toast'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import classes from './committee.module.css'
import { playbookSections } from './playbook-sections'

/** The adopted playbook, to read: one section at a time. */
export const PlaybookPage = () => {
  const { t, i18n } = useTranslation(['committee', 'common'])
  const bridge = useClient()
  const navigate = useNavigate()
  const { readOnly } = useUnlockedSession()
  const committee = useVaultQuery('committee.get', {})
  const print = () =>
    void callShell(bridge, 'shell.print', {}).catch((thrown: unknown) =>
      showFailure(i18n, toFailureError(thrown).failure),
    )
  return (
    <QueryState query={committee} lines={8}>
      {({ playbook }) => (
        <>
          <PageHeader
            title={playbook.name}
            description={playbook.description}
            actions={
              <>
                <Button
                  variant="default"
                  leftSection={<IconPrinter size={16} aria-hidden />}
                  onClick={print}
                >
                  {t('common:print')}
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconEdit size={16} aria-hidden />}
                  disabled={readOnly !== null}
                  onClick={() => void navigate({ to: '/playbook/edit' })}
                >
                  {t('playbook.edit')}
                </Button>
              </>
            }
          />
          <Tabs orientation="vertical" defaultValue={playbookSections[0].id} keepMounted={false}>
            <Tabs.List aria-label={t('playbook.sections')} className="no-print">
              {playbookSections.map(({ id }) => (
                <Tabs.Tab key={id} value={id} classNames={{ tabLabel: classes.tabLabel ?? '' }}>
                  {t(`playbook.section.${id}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {playbookSections.map(({ id, Section }) => (
              <Tabs.Panel key={id} value={id} className={classes.panel ?? ''}>
                <Section playbook={playbook} />
              </Tabs.Panel>
            ))}
          </Tabs>
        </>
      )}
    </QueryState>
  )
}
