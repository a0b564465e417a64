import { Alert, Badge, Group, Text } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EmployerView } from '../../../shared/contracts/committee-views'

interface EmployersSummaryProps {
  readonly employers: readonly EmployerView[]
}

/** R71: who works where, and whether one employer could decide alone. */
export const EmployersSummary = ({ employers }: EmployersSummaryProps) => {
  const { t } = useTranslation('members')
  const over = employers.filter(({ state }) => state === 'over-cap')
  return (
    <>
      {over.map(({ employer, members, cap }) => (
        <Alert key={employer} color="yellow" icon={<IconBuilding size={20} />} maw="52rem" mb="sm">
          {t('employers.over', { employer, count: members, cap: cap ?? 0 })}
        </Alert>
      ))}
      <Group gap="xs" mb="md" component="section" aria-label={t('employers.title')}>
        <Text size="sm" fw={600}>
          {t('employers.title')}
        </Text>
        {employers.map(({ employer, members, cap, state }) => (
          <Badge key={employer} color={state === 'fine' ? 'gray' : 'yellow'} size="lg">
            {cap === null
              ? t('employers.free', { employer, count: members })
              : t('employers.capped', { employer, count: members, cap })}
          </Badge>
        ))}
      </Group>
    </>
  )
}
