import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { useUnlockedSession } from '../../client/session'
import { showNote } from '../../components/note-toast'

const minMinutes = 1
const maxMinutes = 240

/** After how long without a movement the vault locks by itself. */
export const IdleSettings = () => {
  const { t } = useTranslation(['settings', 'common'])
  const { idleLockMinutes, readOnly } = useUnlockedSession()
  const [minutes, setMinutes] = useState<number | string>(idleLockMinutes)
  const set = useVaultCommand('vault.setIdleLock', {
    onDone: () => showNote({ message: t('idle.saved') }),
  })
  const isAllowed =
    typeof minutes === 'number' &&
    Number.isInteger(minutes) &&
    minutes >= minMinutes &&
    minutes <= maxMinutes
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isAllowed) set.mutate({ minutes })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{t('idle.explain')}</Text>
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={t('idle.minutes')}
            value={minutes}
            onChange={setMinutes}
            min={minMinutes}
            max={maxMinutes}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="blur"
            w="10rem"
          />
          <Button
            type="submit"
            variant="default"
            loading={set.isPending}
            disabled={!isAllowed || minutes === idleLockMinutes || readOnly !== null}
          >
            {t('common:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
