import { Button, Checkbox, Group, Popover, SimpleGrid, Stack } from '@mantine/core'
import { IconAlertTriangle, IconFilter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseFilter } from '../../../shared/contracts/views'
import { CaseStatus, Channel, Severity } from '../../../shared/domain/terms'
import { countFilters, noFilter } from './list-view'

interface CaseFiltersProps {
  readonly filter: CaseFilter
  readonly onFilter: (filter: CaseFilter) => void
}

export const CaseFilters = ({ filter, onFilter }: CaseFiltersProps) => {
  const { t } = useTranslation('cases')
  const count = countFilters(filter)
  return (
    <Group gap="xs">
      <Button
        variant={filter.overdueOnly ? 'filled' : 'default'}
        aria-pressed={filter.overdueOnly}
        leftSection={<IconAlertTriangle size={16} aria-hidden />}
        onClick={() => onFilter({ ...filter, overdueOnly: !filter.overdueOnly })}
      >
        {t('filter.overdue')}
      </Button>
      <Popover position="bottom-end" withArrow trapFocus returnFocus>
        <Popover.Target>
          <Button variant="default" leftSection={<IconFilter size={16} aria-hidden />}>
            {count === 0 ? t('filter.open') : t('filter.openCount', { count })}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('filter.open')}>
          <Stack gap="md">
            <SimpleGrid cols={3} spacing="xl">
              <Checkbox.Group
                label={t('column.status')}
                value={filter.status}
                onChange={(status) => onFilter({ ...filter, status: status as CaseStatus[] })}
              >
                <Stack gap={8} mt={8}>
                  {CaseStatus.options.map((value) => (
                    <Checkbox key={value} value={value} label={t(`status.${value}`)} />
                  ))}
                </Stack>
              </Checkbox.Group>
              <Checkbox.Group
                label={t('column.severity')}
                value={filter.severity}
                onChange={(severity) => onFilter({ ...filter, severity: severity as Severity[] })}
              >
                <Stack gap={8} mt={8}>
                  {Severity.options.map((value) => (
                    <Checkbox key={value} value={value} label={t(`severity.${value}`)} />
                  ))}
                </Stack>
              </Checkbox.Group>
              <Checkbox.Group
                label={t('column.channel')}
                value={filter.channel}
                onChange={(channel) => onFilter({ ...filter, channel: channel as Channel[] })}
              >
                <Stack gap={8} mt={8}>
                  {Channel.options.map((value) => (
                    <Checkbox key={value} value={value} label={t(`channel.${value}`)} />
                  ))}
                </Stack>
              </Checkbox.Group>
            </SimpleGrid>
            <Group justify="flex-end">
              <Button
                variant="default"
                size="xs"
                disabled={count === 0}
                onClick={() => onFilter(noFilter)}
              >
                {t('filter.clear')}
              </Button>
            </Group>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </Group>
  )
}
