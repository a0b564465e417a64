import { Button, SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import {
  IconDots,
  IconForms,
  IconHash,
  IconMail,
  IconMessage,
  IconPhone,
  IconPrinter,
  IconUserShare,
  IconUsers,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Channel } from '../../../shared/domain/terms'
import { useVaultCommand, useVaultQuery } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { noIdentity } from '../../components/IdentityFields'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { ConflictDialog } from './ConflictDialog'
import { HandOvers } from './HandOvers'
import classes from './NewReportPage.module.css'

const icons = {
  phone: IconPhone,
  email: IconMail,
  'direct-message': IconMessage,
  'in-person': IconUsers,
  'web-form': IconForms,
  'social-media': IconHash,
  other: IconDots,
} as const satisfies Record<Channel, unknown>

/** R5: how did the report come in? The committee's own channels first, then the rest. */
export const NewReportPage = () => {
  const { t } = useTranslation(['intake', 'cases'])
  const navigate = useNavigate()
  const canWrite = mayWrite(useUnlockedSession())
  const [hasConflict, setHasConflict] = useState(false)
  const committee = useVaultQuery('committee.get', {})
  const start = useVaultCommand('intake.start', {
    onDone: ({ intakeId }) =>
      void navigate({ to: '/intake/$intakeId', params: { intakeId }, replace: true }),
  })
  return (
    <>
      <PageHeader
        title={t('new.title')}
        description={t('new.description')}
        actions={
          <>
            {canWrite && (
              <Button
                variant="default"
                leftSection={<IconUserShare size={18} aria-hidden />}
                onClick={() => setHasConflict(true)}
              >
                {t('conflict.button')}
              </Button>
            )}
            <Button
              component={Link}
              to="/call-card"
              variant="default"
              leftSection={<IconPrinter size={18} aria-hidden />}
            >
              {t('new.onPaper')}
            </Button>
          </>
        }
      />
      {hasConflict && (
        <ConflictDialog
          channel="phone"
          contact={noIdentity}
          drops={false}
          onClose={() => setHasConflict(false)}
          onHandedOver={() => setHasConflict(false)}
        />
      )}
      <HandOvers />
      <QueryState query={committee} lines={6}>
        {({ playbook }) => {
          const known = playbook.channels.map(({ id }) => id)
          const channels = [...known, ...Channel.options.filter((id) => !known.includes(id))]
          return (
            <SimpleGrid
              component="ul"
              cols={{ base: 1, sm: 2, lg: 3 }}
              spacing="md"
              className={classes.list ?? ''}
            >
              {channels.map((id) => {
                const channel = playbook.channels.find((candidate) => candidate.id === id)
                const redirect = playbook.channels.find(({ id: to }) => to === channel?.redirectTo)
                const Icon = icons[id]
                return (
                  <li key={id}>
                    <UnstyledButton
                      className={classes.card ?? ''}
                      disabled={!canWrite || start.isPending}
                      onClick={() => start.mutate({ channel: id })}
                    >
                      <Icon size={24} stroke={1.6} aria-hidden className={classes.icon} />
                      <span>
                        <Text component="span" display="block" fw={600}>
                          {channel?.label ?? t(`cases:channel.${id}`)}
                        </Text>
                        {channel?.note !== undefined && (
                          <Text component="span" display="block" size="sm" c="dimmed">
                            {channel.note}
                          </Text>
                        )}
                        {redirect !== undefined && (
                          <Text component="span" display="block" size="sm" c="dimmed">
                            {t('new.redirect', { channel: redirect.label })}
                          </Text>
                        )}
                      </span>
                    </UnstyledButton>
                  </li>
                )
              })}
            </SimpleGrid>
          )
        }}
      </QueryState>
    </>
  )
}
