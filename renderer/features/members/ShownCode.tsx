import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CodeToTell } from '../../components/CodeToTell'
import { CopyCodeButton } from '../../components/CopyCodeButton'
import { useFormats } from '../../hooks/formats'
import { useKeepUnlocked } from '../../hooks/keep-unlocked'

interface ShownCodeProps {
  readonly code: string
  readonly expiresAtMs: number
  readonly explain: string
  readonly onDone: () => void
}

/** The one time that a code is on screen. */
export const ShownCode = ({ code, expiresAtMs, explain, onDone }: ShownCodeProps) => {
  const { t } = useTranslation('members')
  const formats = useFormats()
  useKeepUnlocked()
  return (
    <Stack>
      <Text>{explain}</Text>
      <Alert color="yellow" icon={<IconAlertTriangle size={20} />}>
        {t('code.once', { date: formats.dateTime(expiresAtMs) })}
      </Alert>
      <CodeToTell
        code={code}
        label={t('code.label')}
        qrLabel={t('code.qr')}
        hint={t('code.tell')}
      />
      <Group justify="space-between">
        <CopyCodeButton code={code} />
        <Button onClick={onDone}>{t('code.done')}</Button>
      </Group>
    </Stack>
  )
}
