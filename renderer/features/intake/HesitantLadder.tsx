import { Alert, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withMode } from '../../../shared/domain/intake'
import type { Playbook } from '../../../shared/domain/playbook'
import { withItem } from './draft-fields'
import classes from './HesitantLadder.module.css'
import { useIntake } from './intake-context'

type LadderStep = Playbook['hesitantLadder'][number]

/** R11-R14: for a reporter who hesitates, the least that helps first. */
export const HesitantLadder = () => {
  const { t } = useTranslation(['intake', 'common'])
  const { playbook } = useIntake()
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('ladder.hint')}
      </Text>
      <ol className={classes.list}>
        {playbook.hesitantLadder.map((step) => (
          <li key={step.id} className={classes.step}>
            <Step step={step} />
          </li>
        ))}
      </ol>
    </Stack>
  )
}

const Step = ({ step }: { readonly step: LadderStep }) => {
  const { t } = useTranslation(['intake', 'common'])
  const { draft, change, fill } = useIntake()
  return (
    <Stack gap="xs" align="flex-start">
      <Text fw={500}>{fill(step.say)}</Text>
      {step.warning !== undefined && (
        <Text size="sm">
          <Text span fw={600} size="sm">
            {t('ladder.sayFirst')}
          </Text>{' '}
          {step.warning}
        </Text>
      )}
      <Checkbox
        label={t('ladder.offered')}
        checked={draft.ladder.includes(step.id)}
        onChange={(event) => {
          const isOffered = event.currentTarget.checked
          change((current) => ({
            ...current,
            ladder: withItem(current.ladder, step.id, isOffered),
          }))
        }}
      />
      {step.action === 'other-member' && <OtherMember />}
      {step.action === 'anonymous' && <SwitchMode stepId={step.id} mode="anonymous" />}
      {step.action === 'escrow' && <SwitchMode stepId={step.id} mode="escrow" />}
    </Stack>
  )
}

const OtherMember = () => {
  const { t } = useTranslation(['intake', 'common'])
  const { draft, change } = useIntake()
  return (
    <TextInput
      label={t('ladder.otherMember')}
      value={draft.otherMember}
      maxLength={300}
      autoComplete="off"
      w="100%"
      maw="24rem"
      onChange={(event) => {
        const otherMember = event.currentTarget.value
        change((current) => ({ ...current, otherMember }))
      }}
    />
  )
}

interface SwitchModeProps {
  readonly stepId: string
  readonly mode: 'anonymous' | 'escrow'
}

/** Says what the choice means before it is made: what is dropped cannot be brought back. */
const SwitchMode = ({ stepId, mode }: SwitchModeProps) => {
  const { t } = useTranslation(['intake', 'common'])
  const { draft, change } = useIntake()
  const [isAsking, setIsAsking] = useState(false)
  if (draft.mode === mode) {
    return (
      <Group gap="sm">
        <Text fw={600}>{t(`${mode}.chosen`)}</Text>
        <Button
          variant="default"
          size="xs"
          onClick={() => change((current) => withMode(current, 'named'))}
        >
          {t('mode.backToNamed')}
        </Button>
      </Group>
    )
  }
  if (!isAsking) {
    return (
      <Button variant="default" size="xs" onClick={() => setIsAsking(true)}>
        {t(`${mode}.choose`)}
      </Button>
    )
  }
  return (
    <AskFirst
      mode={mode}
      onCancel={() => setIsAsking(false)}
      onConfirm={() => {
        setIsAsking(false)
        change((current) => ({
          ...withMode(current, mode),
          ladder: withItem(current.ladder, stepId, true),
        }))
      }}
    />
  )
}

interface AskFirstProps {
  readonly mode: SwitchModeProps['mode']
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

const AskFirst = ({ mode, onConfirm, onCancel }: AskFirstProps) => {
  const { t } = useTranslation(['intake', 'common'])
  const alert = useRef<HTMLDivElement>(null)
  useEffect(() => alert.current?.focus(), [])
  return (
    <Alert
      ref={alert}
      tabIndex={-1}
      color="orange"
      role="alert"
      title={t(`${mode}.askTitle`)}
      className={classes.ask ?? ''}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t(`${mode}.askMessage`)}</Text>
        <Group gap="sm">
          <Button size="xs" onClick={onConfirm}>
            {t(`${mode}.confirm`)}
          </Button>
          <Button size="xs" variant="default" onClick={onCancel}>
            {t('common:cancel')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
