import { Button, Divider, Drawer, List, Stack, Table, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUrgent } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { plainHeader } from '../../components/Dialog'
import { EmergencyFields, emptyEmergency } from '../../components/EmergencyFields'
import { useIntake } from './intake-context'

/** R15, R16: within reach of every screen on which a report is taken. */
export const DangerButton = () => {
  const { t } = useTranslation(['intake', 'common'])
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button
        color="red"
        variant="outline"
        leftSection={<IconUrgent size={18} aria-hidden />}
        onClick={open}
      >
        {t('danger.button')}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size="lg"
        title={<Text fw={600}>{t('danger.title')}</Text>}
        closeButtonProps={{ 'aria-label': t('common:close') }}
        attributes={plainHeader}
      >
        <Stack gap="lg">
          <DangerAdvice />
          <Divider />
          <EmergencyRecord />
        </Stack>
      </Drawer>
    </>
  )
}

/** Numbers first, then what to do. */
export const DangerAdvice = () => {
  const { t } = useTranslation(['intake', 'common'])
  const { playbook } = useIntake()
  const { numbers, guidance, unsafeExamples, oneResponderMayAct, lawEnforcementRule } =
    playbook.immediateDanger
  return (
    <Stack gap="md">
      <Table aria-label={t('danger.numbers')} verticalSpacing="xs">
        <Table.Tbody>
          {numbers.map(({ id, label, number }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">{label}</Table.Th>
              <Table.Td>
                {number.trim() === '' ? (
                  <Text size="sm" c="dimmed">
                    {t('danger.noNumber')}
                  </Text>
                ) : (
                  <Text size="xl" fw={600}>
                    {number}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <List spacing="xs">
        {guidance.map(({ id, text }) => (
          <List.Item key={id}>{text}</List.Item>
        ))}
      </List>
      {oneResponderMayAct && (
        <Stack gap={4}>
          <Text fw={600}>{t('danger.actAlone')}</Text>
          <List spacing={4} size="sm">
            {unsafeExamples.map(({ id, text }) => (
              <List.Item key={id}>{text}</List.Item>
            ))}
          </List>
        </Stack>
      )}
      <Text fw={600}>{lawEnforcementRule}</Text>
    </Stack>
  )
}

/** What was done at once, by one person, kept with the report. */
export const EmergencyRecord = () => {
  const { t } = useTranslation(['intake', 'common'])
  const { draft, change } = useIntake()
  return (
    <Stack gap="sm">
      <Title order={3}>{t('danger.recordTitle')}</Title>
      <Text size="sm" c="dimmed">
        {t('danger.recordHint')}
      </Text>
      <EmergencyFields
        emergency={draft.emergency ?? emptyEmergency}
        onChange={(emergency) => change((current) => ({ ...current, emergency }))}
      />
    </Stack>
  )
}
