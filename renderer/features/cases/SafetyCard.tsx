import { Button, Group, Stack, Text } from '@mantine/core'
import { IconEye, IconMapPin } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand, useVaultQuery } from '../../client/client'
import { Card } from '../../components/Card'
import { ConfirmButton } from '../../components/ConfirmButton'
import { QueryState } from '../../components/QueryState'
import { useOpenCase } from './case-context'
import { FactList } from './FactList'

/** R6: where the reporter was and what they wore, until the meeting has happened. */
export const SafetyCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const [isShown, setIsShown] = useState(false)
  const erase = useVaultCommand('case.meetingHappened')
  const { state } = caseFile.safety
  if (state === 'none') return null
  if (state === 'erased') {
    return (
      <Card title={t('safety.title')}>
        <Text size="sm" c="dimmed">
          {t('safety.erased')}
        </Text>
      </Card>
    )
  }
  return (
    <Card title={t('safety.title')} hint={t('safety.hint')}>
      {isShown && <SafetyNotes />}
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          aria-expanded={isShown}
          leftSection={
            isShown ? <IconMapPin size={16} aria-hidden /> : <IconEye size={16} aria-hidden />
          }
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? t('safety.hide') : t('safety.show')}
        </Button>
        {!isReadOnly && (
          <ConfirmButton
            size="xs"
            title={t('safety.eraseTitle')}
            message={t('safety.eraseMessage')}
            confirmLabel={t('safety.eraseConfirm')}
            loading={erase.isPending}
            onConfirm={() => {
              setIsShown(false)
              erase.mutate({ caseId: caseFile.caseId })
            }}
          >
            {t('safety.erase')}
          </ConfirmButton>
        )}
      </Group>
    </Card>
  )
}

const SafetyNotes = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const query = useVaultQuery(
    'case.openSafety',
    { caseId: caseFile.caseId },
    { gcTimeMs: 0, staleTimeMs: 0 },
  )
  return (
    <QueryState query={query} lines={2}>
      {(safety) => (
        <Stack gap="xs">
          <FactList
            facts={[
              [t('safety.location'), safety.location],
              [t('safety.clothing'), safety.clothing],
              [t('safety.meetingPlace'), safety.meetingPlace],
            ]}
          />
        </Stack>
      )}
    </QueryState>
  )
}
