import { Alert, Button, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconEyeOff, IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { withMode } from '../../../shared/domain/intake'
import { useIntake } from './intake-context'

/** Who reports, as far as they want it known. */
export const ReporterFields = () => {
  const { draft } = useIntake()
  return (
    <Stack gap="md">
      {draft.mode === 'anonymous' && <AnonymousNotice />}
      {draft.mode === 'escrow' && <EscrowFields />}
      {draft.mode !== 'anonymous' && <IdentityFields />}
    </Stack>
  )
}

const IdentityFields = () => {
  const { t } = useTranslation('intake')
  const { draft, change } = useIntake()
  if (draft.mode === 'anonymous') return null
  const { reporter } = draft
  const set = (part: Partial<typeof reporter>) =>
    change((current) =>
      current.mode === 'anonymous'
        ? current
        : { ...current, reporter: { ...current.reporter, ...part } },
    )
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('reporter.sealedHint')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label={t('reporter.name')}
          value={reporter.name}
          maxLength={300}
          autoComplete="off"
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('reporter.pronouns')}
          value={reporter.pronouns}
          maxLength={300}
          autoComplete="off"
          onChange={(event) => set({ pronouns: event.currentTarget.value })}
        />
      </SimpleGrid>
      <Textarea
        label={t('reporter.contact')}
        description={t('reporter.contactHint')}
        value={reporter.contact}
        maxLength={2_000}
        autosize
        minRows={1}
        maxRows={5}
        onChange={(event) => set({ contact: event.currentTarget.value })}
      />
    </Stack>
  )
}

const BackToNamed = () => {
  const { t } = useTranslation('intake')
  const { change } = useIntake()
  return (
    <Button
      variant="default"
      size="xs"
      onClick={() => change((current) => withMode(current, 'named'))}
    >
      {t('mode.backToNamed')}
    </Button>
  )
}

const AnonymousNotice = () => {
  const { t } = useTranslation('intake')
  return (
    <Alert
      color="blue"
      icon={<IconEyeOff size={20} aria-hidden />}
      title={t('anonymous.title')}
      role="status"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('anonymous.message')}</Text>
        <BackToNamed />
      </Stack>
    </Alert>
  )
}

const EscrowFields = () => {
  const { t } = useTranslation('intake')
  const { draft, change } = useIntake()
  if (draft.mode !== 'escrow') return null
  return (
    <Alert
      color="blue"
      icon={<IconHourglass size={20} aria-hidden />}
      title={t('escrow.title')}
      role="status"
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('escrow.message')}</Text>
        <TextInput
          label={t('escrow.wakeWord')}
          description={t('escrow.wakeWordHint')}
          value={draft.wakeWord}
          maxLength={300}
          autoComplete="off"
          w="100%"
          maw="24rem"
          onChange={(event) => {
            const wakeWord = event.currentTarget.value
            change((current) => (current.mode === 'escrow' ? { ...current, wakeWord } : current))
          }}
        />
        <BackToNamed />
      </Stack>
    </Alert>
  )
}
