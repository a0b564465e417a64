import { Alert, Stack, Text, Textarea } from '@mantine/core'
import { IconMailOpened } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FingerprintWords } from '../../../components/FingerprintWords'
import { useFormats } from '../../../hooks/formats'
import type { Invitation, StepProps } from './joining'

const maxCodeLength = 2_000

/** The code as it was told or pasted; another code must be read again. */
export const CodeStep = ({ joining, onChange }: StepProps) => {
  const { t } = useTranslation('members')
  return (
    <Stack>
      <Text>{t('join.code.explain')}</Text>
      <Textarea
        label={t('join.code.label')}
        description={t('join.code.hint')}
        value={joining.code}
        onChange={(event) => onChange({ code: event.currentTarget.value, invitation: null })}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={maxCodeLength}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        autoFocus
      />
      {joining.invitation !== null && <WhatItIs invitation={joining.invitation} />}
    </Stack>
  )
}

const WhatItIs = ({ invitation }: { readonly invitation: Invitation }) => {
  const { t } = useTranslation('members')
  const formats = useFormats()
  const { purpose, expiresAtMs, fingerprintWords } = invitation
  return (
    <Stack gap="sm">
      <Alert
        icon={<IconMailOpened size={20} />}
        title={t(`join.code.is.${purpose}.title`)}
        role="status"
      >
        <Text size="sm">{t(`join.code.is.${purpose}.explain`)}</Text>
        <Text size="sm" mt={4}>
          {t('join.code.expires', { date: formats.dateTime(expiresAtMs) })}
        </Text>
      </Alert>
      <Text>{t('join.code.words')}</Text>
      <FingerprintWords words={fingerprintWords} label={t('join.code.wordsLabel')} />
      <Text size="sm">{t('join.code.differ')}</Text>
    </Stack>
  )
}
