import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Emergency } from '../../shared/domain/person'

export const emptyEmergency: Emergency = {
  action: '',
  reason: '',
  calledWhom: '',
  lawEnforcementAskedByReporter: false,
}

interface EmergencyFieldsProps {
  readonly emergency: Emergency
  readonly onChange: (emergency: Emergency) => void
}

/** What one responder decided alone, at once, and why (R16). */
export const EmergencyFields = ({ emergency, onChange }: EmergencyFieldsProps) => {
  const { t } = useTranslation('cases')
  const change = (part: Partial<Emergency>) => onChange({ ...emergency, ...part })
  return (
    <Stack gap="sm">
      <Textarea
        label={t('emergency.action')}
        value={emergency.action}
        maxLength={5_000}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => change({ action: event.currentTarget.value })}
      />
      <Textarea
        label={t('emergency.reason')}
        value={emergency.reason}
        maxLength={5_000}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      <TextInput
        label={t('emergency.calledWhom')}
        description={t('emergency.calledWhomHint')}
        value={emergency.calledWhom}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => change({ calledWhom: event.currentTarget.value })}
      />
      <Checkbox
        label={t('emergency.policeAsked')}
        description={t('emergency.policeHint')}
        checked={emergency.lawEnforcementAskedByReporter}
        onChange={(event) => change({ lawEnforcementAskedByReporter: event.currentTarget.checked })}
      />
    </Stack>
  )
}
