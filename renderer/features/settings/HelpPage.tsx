import { Accordion, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/PageHeader'
import { ShortcutList } from '../../components/ShortcutList'

const questions = [
  'call',
  'lock',
  'blank',
  'forgot',
  'moved',
  'meet',
  'meetWho',
  'identity',
  'undo',
  'erase',
  'backup',
] as const

/** Short answers for a tired person: one question, one paragraph. */
export const HelpPage = () => {
  const { t } = useTranslation('settings')
  return (
    <>
      <PageHeader title={t('help.title')} description={t('help.explain')} />
      <Stack gap="lg" maw="52rem">
        <Accordion variant="separated" order={2}>
          {questions.map((question) => (
            <Accordion.Item key={question} value={question}>
              <Accordion.Control>{t(`help.${question}.question`)}</Accordion.Control>
              <Accordion.Panel>
                <Text>{t(`help.${question}.answer`)}</Text>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
        <Paper withBorder p="lg">
          <Title order={2} mb="md">
            {t('keys.title')}
          </Title>
          <ShortcutList />
        </Paper>
      </Stack>
    </>
  )
}
