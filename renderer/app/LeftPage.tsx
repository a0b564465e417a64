import { List, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../components/PageHeader'

const facts = ['gone', 'stays', 'seen'] as const

/** In the place of every page but the settings and the help, once this member is one no more. */
export const LeftPage = () => {
  const { t } = useTranslation('members')
  return (
    <>
      <PageHeader title={t('left.title')} description={t('left.what')} />
      <Paper component="section" withBorder p="lg" maw="52rem">
        <Stack gap="sm">
          <Title order={2}>{t('left.means')}</Title>
          <List spacing="xs">
            {facts.map((fact) => (
              <List.Item key={fact}>{t(`left.facts.${fact}`)}</List.Item>
            ))}
          </List>
          <Text>{t('left.promise')}</Text>
          <Text>{t('left.back')}</Text>
        </Stack>
      </Paper>
    </>
  )
}
