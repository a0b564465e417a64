import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { FailureAlert } from '../FailureAlert'

const maxCodeChars = 200

/** Where the network hides meetings: the code that the host's screen shows. */
export const JoinByCode = () => {
  const { t } = useTranslation('meeting')
  const [code, setCode] = useState('')
  const join = useVaultCommand('meeting.join', { quiet: true })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() !== '' && !join.isPending) join.mutate({ by: 'code', code: code.trim() })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <TextInput
          label={t('join.codeLabel')}
          description={t('join.codeHint')}
          value={code}
          maxLength={maxCodeChars}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Group>
          <Button
            type="submit"
            variant="default"
            loading={join.isPending}
            disabled={code.trim() === ''}
          >
            {t('join.byCode')}
          </Button>
        </Group>
        <FailureAlert failure={join.error?.failure ?? null} />
      </Stack>
    </form>
  )
}
