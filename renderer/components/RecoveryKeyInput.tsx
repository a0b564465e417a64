import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface RecoveryKeyInputProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly autoFocus?: boolean
}

/** Where the recovery key is typed from paper: large, spaced, shown, since nobody types it blind. */
export const RecoveryKeyInput = ({ value, onChange, autoFocus = false }: RecoveryKeyInputProps) => {
  const { t } = useTranslation()
  return (
    <Textarea
      label={t('recovery.keyLabel')}
      description={t('recovery.keyHint')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={2}
      maxRows={4}
      maxLength={200}
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      data-autofocus={autoFocus || undefined}
    />
  )
}
