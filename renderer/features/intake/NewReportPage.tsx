import { Button, SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import {
  IconDots,
  IconForms,
  IconHash,
  IconMail,
  IconMessage,
  IconPhone,
  IconPrinter,
  IconUsers,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Channel } from '../../../shared/domain/terms'
import { useVaultCommand, useVaultQuery } from '../../client/client'
import { useUnlockedSession } from '../../client/session'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
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
  const { readOnly } = useUnlockedSession()
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
          <Button
            component={Link}
            to="/call-card"
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
          >
            {t('new.onPaper')}
          </Button>
        }
      />
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
                      disabled={readOnly !== null || start.isPending}
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
