import { PasswordInput, type PasswordInputProps, Text } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface PassphraseInputProps extends Omit<PasswordInputProps, 'onChange' | 'value'> {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A passphrase: can be pasted, can be shown, and says when Caps Lock is on. */
export const PassphraseInput = ({ value, onChange, ...props }: PassphraseInputProps) => {
  const { t } = useTranslation()
  const [isCapsLock, setIsCapsLock] = useState(false)
  const noteCapsLock = (event: KeyboardEvent) => setIsCapsLock(event.getModifierState('CapsLock'))
  return (
    <div>
      <PasswordInput
        autoComplete="off"
        spellCheck={false}
        maxLength={1_000}
        {...props}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={noteCapsLock}
        onKeyUp={noteCapsLock}
        onBlur={() => setIsCapsLock(false)}
        visibilityToggleButtonProps={{ 'aria-label': t('passphrase.toggle'), tabIndex: 0 }}
      />
      <Text size="sm" fw={600} role="status" mt={isCapsLock ? 4 : 0}>
        {isCapsLock ? t('passphrase.capsLock') : ''}
      </Text>
    </div>
  )
}
