import { Anchor, Badge, Paper, Stack, Text, Title } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RemovalView } from '../../../shared/contracts/committee-views'
import { useVaultQuery } from '../../client/client'
import { EmptyState } from '../../components/EmptyState'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { useFormats } from '../../hooks/formats'
import { Ballots } from './Ballots'
import { EnterRemoval } from './EnterRemoval'
import { removalColours } from './removal-colours'

/** One removal: the grounds, the votes, both numbers, and what follows. Its subject never sees it. */
export const RemovalPage = () => {
  const { t } = useTranslation('members')
  const { matterId } = useParams({ from: '/inside/committee/removals/$matterId' })
  const removals = useVaultQuery('removal.list', {})
  return (
    <QueryState query={removals} lines={6}>
      {(list) => {
        const removal = list.find((other) => other.matterId === matterId)
        return removal === undefined ? (
          <EmptyState title={t('removal.unknown')} description={t('removal.unknownExplain')} />
        ) : (
          <Removal removal={removal} />
        )
      }}
    </QueryState>
  )
}

const Removal = ({ removal }: { readonly removal: RemovalView }) => {
  const { t } = useTranslation('members')
  const formats = useFormats()
  const { subject, state, proposedBy, proposedAtMs, grounds } = removal
  return (
    <>
      <Anchor
        size="sm"
        renderRoot={(props) => <Link to="/committee" search={{ tab: 'leaving' }} {...props} />}
      >
        {t('removal.back')}
      </Anchor>
      <PageHeader
        title={t('removal.title', { name: subject.name })}
        badges={<Badge color={removalColours[state]}>{t(`removal.states.${state}`)}</Badge>}
        description={t('removal.proposed', { by: proposedBy, date: formats.date(proposedAtMs) })}
      />
      <Stack gap="lg" maw="52rem">
        <Paper component="section" withBorder p="lg">
          <Title order={2} mb="xs">
            {t('removal.grounds')}
          </Title>
          <Text style={{ whiteSpace: 'pre-wrap' }}>{grounds}</Text>
          <Text size="sm" c="dimmed" mt="sm">
            {t('removal.notTold', { name: subject.name })}
          </Text>
        </Paper>
        <Ballots removal={removal} />
        <EnterRemoval removal={removal} />
      </Stack>
    </>
  )
}
