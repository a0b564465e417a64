import { Group, Radio, Stack, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Wishes } from '../../shared/domain/person'

const updates = ['not-asked', 'yes', 'no'] as const
const police = ['not-asked', 'asked', 'no'] as const

interface WishesFieldsProps {
  readonly wishes: Wishes
  readonly onChange: (wishes: Wishes) => void
}

/** What the reporter asked for (R8, R15, R21). "Not asked" is an answer of its own. */
export const WishesFields = ({ wishes, onChange }: WishesFieldsProps) => {
  const { t } = useTranslation('cases')
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('wishes.updatesQuestion')}
        value={wishes.updates}
        onChange={(value) => onChange({ ...wishes, updates: value as Wishes['updates'] })}
      >
        <Group gap="lg" mt={6}>
          {updates.map((value) => (
            <Radio key={value} value={value} label={t(`wishes.updates.${value}`)} />
          ))}
        </Group>
      </Radio.Group>
      <Radio.Group
        label={t('wishes.policeQuestion')}
        description={t('wishes.policeHint')}
        value={wishes.police}
        onChange={(value) => onChange({ ...wishes, police: value as Wishes['police'] })}
      >
        <Group gap="lg" mt={6}>
          {police.map((value) => (
            <Radio key={value} value={value} label={t(`wishes.police.${value}`)} />
          ))}
        </Group>
      </Radio.Group>
      <Textarea
        label={t('wishes.doNotContact')}
        description={t('wishes.doNotContactHint')}
        value={wishes.doNotContact}
        maxLength={2_000}
        autosize
        minRows={2}
        maxRows={6}
        onChange={(event) => onChange({ ...wishes, doNotContact: event.currentTarget.value })}
      />
    </Stack>
  )
}
