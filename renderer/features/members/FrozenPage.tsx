import { Alert, List, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/PageHeader'

const steps = ['tell', 'code', 'join', 'keep'] as const
const causes = ['copy', 'backup', 'program'] as const

/** A device of which two histories were seen: what happened, what is safe, and the way back. */
export const FrozenPage = () => {
  const { t } = useTranslation('members')
  return (
    <>
      <PageHeader title={t('frozen.title')} description={t('frozen.what')} />
      <Stack gap="lg" maw="52rem">
        <Alert color="green" icon={<IconCheck size={20} />} title={t('frozen.safe')}>
          {t('frozen.safeExplain')}
        </Alert>
        <Paper component="section" withBorder p="lg">
          <Title order={2} mb="xs">
            {t('frozen.why')}
          </Title>
          <List spacing={4}>
            {causes.map((cause) => (
              <List.Item key={cause}>{t(`frozen.causes.${cause}`)}</List.Item>
            ))}
          </List>
          <Text mt="sm">{t('frozen.noBlame')}</Text>
        </Paper>
        <Paper component="section" withBorder p="lg">
          <Title order={2} mb="xs">
            {t('frozen.way')}
          </Title>
          <List type="ordered" spacing="xs">
            {steps.map((step) => (
              <List.Item key={step}>{t(`frozen.steps.${step}`)}</List.Item>
            ))}
          </List>
        </Paper>
      </Stack>
    </>
  )
}
