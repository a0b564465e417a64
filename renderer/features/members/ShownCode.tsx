import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { callShell, toFailureError, useClient } from '../../client/client'
import { showFailure } from '../../components/failure-toast'
import { useFormats } from '../../hooks/formats'
import { useKeepUnlocked } from '../../hooks/keep-unlocked'
import classes from './code.module.css'
import { groupsOf } from './code-groups'
import { QrCode } from './QrCode'

interface ShownCodeProps {
  readonly code: string
  readonly expiresAtMs: number
  readonly explain: string
  readonly onDone: () => void
}

/** Long enough to paste into another program. */
const clipboardMs = 30_000

/** The one time that a code is on screen: to be told in person, or read by a camera. */
export const ShownCode = ({ code, expiresAtMs, explain, onDone }: ShownCodeProps) => {
  const { t, i18n } = useTranslation('members')
  const formats = useFormats()
  const bridge = useClient()
  useKeepUnlocked()
  const copy = () =>
    void callShell(bridge, 'shell.copy', { text: code, clearAfterMs: clipboardMs }).catch(
      (thrown: unknown) => showFailure(i18n, toFailureError(thrown).failure),
    )
  return (
    <Stack>
      <Text>{explain}</Text>
      <Alert color="yellow" icon={<IconAlertTriangle size={20} />}>
        {t('code.once', { date: formats.dateTime(expiresAtMs) })}
      </Alert>
      <Group align="flex-start" gap="lg">
        <QrCode text={code} label={t('code.qr')} />
        <Stack gap="sm" flex="1 1 14rem">
          <Text fw={600}>{t('code.label')}</Text>
          <p className={classes.groups} translate="no">
            {groupsOf(code).map((group, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat and never move
              <span key={index}>{group}</span>
            ))}
          </p>
          <Text size="sm" c="dimmed">
            {t('code.tell')}
          </Text>
        </Stack>
      </Group>
      <Group justify="space-between">
        <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
          {t('code.copy', { seconds: clipboardMs / 1_000 })}
        </Button>
        <Button onClick={onDone}>{t('code.done')}</Button>
      </Group>
    </Stack>
  )
}
