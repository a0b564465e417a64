import { Checkbox, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from '../vault.module.css'
import type { StepProps } from './joining'

/** R9, as far as it is known here: the committee's own agreement arrives with the first bundle. */
export const PromiseStep = ({ joining, onChange }: StepProps) => {
  const { t } = useTranslation('members')
  return (
    <Stack>
      <Text>{t('join.promise.explain')}</Text>
      <Text className={classes.agreement ?? ''}>{t('join.promise.text')}</Text>
      <Text size="sm">{t('join.promise.after')}</Text>
      <Checkbox
        label={t('join.promise.accept', { name: joining.memberName })}
        checked={joining.isAgreed}
        onChange={(event) => onChange({ isAgreed: event.currentTarget.checked })}
      />
    </Stack>
  )
}
