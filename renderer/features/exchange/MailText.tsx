import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callShell, useClient } from '../../client/client'
import classes from './exchange.module.css'

/** Nothing secret: it need not vanish fast. The longest that the shell takes. */
const clipboardMs = 120_000

/** A mail that says nothing about what its attachment holds. */
export const MailText = () => {
  const { t } = useTranslation('exchange')
  const bridge = useClient()
  const copy = useMutation({
    mutationFn: () =>
      callShell(bridge, 'shell.copy', {
        text: `${t('mail.subject')}\n\n${t('mail.body')}`,
        clearAfterMs: clipboardMs,
      }),
  })
  return (
    <Stack gap="xs">
      <div>
        <Title order={3}>{t('mail.title')}</Title>
        <Text size="sm" c="dimmed">
          {t('mail.hint')}
        </Text>
      </div>
      <div className={classes.mail}>
        <Text fw={600}>{t('mail.subject')}</Text>
        <Text mt="xs">{t('mail.body')}</Text>
      </div>
      <Group gap="md">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCopy size={16} aria-hidden />}
          loading={copy.isPending}
          onClick={() => copy.mutate()}
        >
          {t('mail.copy')}
        </Button>
        <Text size="sm" role="status">
          {copy.isSuccess && t('mail.copied')}
        </Text>
      </Group>
    </Stack>
  )
}
