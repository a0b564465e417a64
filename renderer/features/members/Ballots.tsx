import { Badge, Button, Group, Paper, Progress, Stack, Table, Text, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RemovalView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'

interface BallotsProps {
  readonly removal: RemovalView
}

const choices = ['yes', 'no', 'abstain'] as const
const colours = { yes: 'ink', no: 'gray', abstain: 'gray' } as const

/** R73: who voted how, of all members and not of those who happen to vote. */
export const Ballots = ({ removal }: BallotsProps) => {
  const { t } = useTranslation('members')
  const canWrite = mayWrite(useUnlockedSession())
  const cast = useVaultCommand('removal.ballot')
  const { matterId, ballots, mine, of, needed, state } = removal
  const yes = ballots.filter(({ choice }) => choice === 'yes').length
  const isOpen = state === 'balloting' || state === 'carried'
  const numbers = t('ballot.numbers', { yes, of, needed })
  return (
    <Paper component="section" withBorder p="lg">
      <Stack gap="md">
        <Title order={2}>{t('ballot.title')}</Title>
        <div>
          <Text mb={6}>{numbers}</Text>
          <Progress.Root size="md">
            <Progress.Section value={Math.min(100, (yes / of) * 100)} aria-label={numbers} />
          </Progress.Root>
        </div>
        {isOpen && (
          <Group gap="sm" role="group" aria-label={t('ballot.mine')}>
            <Text fw={600}>{t('ballot.mine')}</Text>
            {choices.map((choice) => (
              <Button
                key={choice}
                variant={mine === choice ? 'filled' : 'default'}
                aria-pressed={mine === choice}
                leftSection={mine === choice ? <IconCheck size={16} aria-hidden /> : undefined}
                disabled={!canWrite || cast.isPending}
                onClick={() => {
                  if (mine !== choice) cast.mutate({ matterId, choice })
                }}
              >
                {t(`ballot.choices.${choice}`)}
              </Button>
            ))}
          </Group>
        )}
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('ballot.member')}</Table.Th>
              <Table.Th>{t('ballot.choice')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ballots.map(({ memberId, name, choice }) => (
              <Table.Tr key={memberId}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>
                  {choice === null ? (
                    <Text size="sm" c="dimmed">
                      {t('ballot.none')}
                    </Text>
                  ) : (
                    <Badge color={colours[choice]}>{t(`ballot.choices.${choice}`)}</Badge>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Paper>
  )
}
