import { Button, Code, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { FailureAlert } from '../../components/FailureAlert'
import { useLock } from '../../hooks/lock'
import { useEnterVault } from './use-enter-vault'
import classes from './vault.module.css'

interface MovedPageProps {
  readonly folder: string
}

const answers = ['moved', 'restored'] as const

/** The passphrase was right, but the vault is not where or what it was: a question, not a guess. */
export const MovedPage = ({ folder }: MovedPageProps) => {
  const { t } = useTranslation('vault')
  const [answer, setAnswer] = useState<(typeof answers)[number] | null>(null)
  const enter = useEnterVault()
  const lock = useLock()
  const send = useVaultCommand('vault.answerMoved', { quiet: true, onDone: enter })
  return (
    <div className={classes.centre}>
      <Paper withBorder p="xl" maw="40rem">
        <Stack>
          <Title order={1}>{t('moved.title')}</Title>
          <Text>{t('moved.what')}</Text>
          <Code block>{folder}</Code>
          <Radio.Group
            label={t('moved.question')}
            value={answer}
            onChange={(value) => setAnswer(value === 'restored' ? 'restored' : 'moved')}
          >
            <Stack gap="sm" mt="xs">
              {answers.map((value) => (
                <Radio.Card key={value} value={value} className={classes.choice ?? ''}>
                  <Group wrap="nowrap" align="flex-start">
                    <Radio.Indicator />
                    <div>
                      <Text fw={600}>{t(`moved.${value}.label`)}</Text>
                      <Text size="sm" c="dimmed">
                        {t(`moved.${value}.explain`)}
                      </Text>
                    </div>
                  </Group>
                </Radio.Card>
              ))}
            </Stack>
          </Radio.Group>
          <FailureAlert failure={send.error?.failure ?? null} />
          <Group justify="space-between">
            <Button variant="default" onClick={() => void lock()}>
              {t('moved.later')}
            </Button>
            <Button
              disabled={answer === null}
              loading={send.isPending}
              onClick={() => {
                if (answer !== null) send.mutate({ answer })
              }}
            >
              {t('moved.goOn')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </div>
  )
}
