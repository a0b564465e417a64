import { Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../../client/client'
import { QueryState } from '../../components/QueryState'
import { useFormats } from '../../hooks/formats'
import { OffboardingCard } from './OffboardingCard'
import { removalColours } from './removal-colours'

/** Removals that are voted on, and what is to be done once somebody has left. */
export const LeavingTab = () => {
  const { t } = useTranslation('members')
  const formats = useFormats()
  const removals = useVaultQuery('removal.list', {})
  const offboardings = useVaultQuery('offboarding.list', {})
  return (
    <Stack gap="xl" maw="52rem">
      <Stack component="section" gap="sm">
        <Title order={2}>{t('leaving.removals')}</Title>
        <Text size="sm" c="dimmed">
          {t('leaving.removalsHint')}
        </Text>
        <QueryState query={removals} lines={3}>
          {(list) =>
            list.length === 0 ? (
              <Text c="dimmed">{t('leaving.noRemovals')}</Text>
            ) : (
              <Stack gap="sm">
                {list.map(({ matterId, subject, state, proposedBy, proposedAtMs, mine }) => (
                  <Paper key={matterId} withBorder p="md">
                    <Group justify="space-between">
                      <div>
                        <Anchor
                          fw={600}
                          renderRoot={(props) => (
                            <Link
                              to="/committee/removals/$matterId"
                              params={{ matterId }}
                              {...props}
                            />
                          )}
                        >
                          {subject.name}
                        </Anchor>
                        <Text size="sm" c="dimmed">
                          {t('removal.proposed', {
                            by: proposedBy,
                            date: formats.date(proposedAtMs),
                          })}
                        </Text>
                      </div>
                      <Group gap="xs">
                        {state === 'balloting' && mine === null && (
                          <Badge color="yellow">{t('removal.youHaveNotVoted')}</Badge>
                        )}
                        <Badge color={removalColours[state]}>{t(`removal.states.${state}`)}</Badge>
                      </Group>
                    </Group>
                  </Paper>
                ))}
              </Stack>
            )
          }
        </QueryState>
      </Stack>
      <Stack component="section" gap="sm">
        <Title order={2}>{t('leaving.checklists')}</Title>
        <Text size="sm" c="dimmed">
          {t('leaving.checklistsHint')}
        </Text>
        <QueryState query={offboardings} lines={3}>
          {(list) =>
            list.length === 0 ? (
              <Text c="dimmed">{t('leaving.noChecklists')}</Text>
            ) : (
              <Stack gap="md">
                {list.map((offboarding) => (
                  <OffboardingCard key={offboarding.member.memberId} offboarding={offboarding} />
                ))}
              </Stack>
            )
          }
        </QueryState>
      </Stack>
    </Stack>
  )
}
