import { Button, SegmentedControl } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callShell, useClient, useVaultQuery } from '../../client/client'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { BlankForm } from './BlankForm'
import { CallCard } from './CallCard'
import classes from './paper.module.css'

type Paper = 'card' | 'form'

/** For when there is no laptop at hand: a card to keep by the telephone, and a form to write on. */
export const CallCardPage = () => {
  const { t } = useTranslation(['intake', 'common'])
  const bridge = useClient()
  const [paper, setPaper] = useState<Paper>('card')
  const committee = useVaultQuery('committee.get', {})
  const print = useMutation({ mutationFn: () => callShell(bridge, 'shell.print', {}) })
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={t('paper.title')}
          description={t('paper.description')}
          actions={
            <Button
              leftSection={<IconPrinter size={18} aria-hidden />}
              loading={print.isPending}
              onClick={() => print.mutate()}
            >
              {t('common:print')}
            </Button>
          }
        />
        <SegmentedControl
          aria-label={t('paper.which')}
          value={paper}
          onChange={(value) => setPaper(value as Paper)}
          data={[
            { value: 'card', label: t('paper.card') },
            { value: 'form', label: t('paper.form') },
          ]}
          mb="lg"
        />
      </div>
      <QueryState query={committee} lines={8}>
        {({ name, playbook }) => (
          <article className={classes.paper}>
            {paper === 'card' ? (
              <CallCard committee={name} playbook={playbook} />
            ) : (
              <BlankForm committee={name} playbook={playbook} />
            )}
          </article>
        )}
      </QueryState>
    </>
  )
}
