import { Button, Group, Text } from '@mantine/core'
import {
  IconBell,
  IconChecklist,
  IconDeviceLaptop,
  IconFileText,
  IconGavel,
  IconHandStop,
  IconHeartHandshake,
  IconKey,
  IconPhoneIncoming,
  IconUserCheck,
  IconUserOff,
  IconUserPlus,
  IconUserQuestion,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { WaitingItem } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { showNote } from '../../components/note-toast'
import { useFormats } from '../../hooks/formats'
import { AgreementStep } from './AgreementStep'
import classes from './notices.module.css'
import { UrgencyBadge } from './UrgencyBadge'
import { placeOf } from './waiting-steps'

const icons = {
  declare: IconBell,
  'declare-again': IconBell,
  'agree-left-out': IconUserOff,
  grant: IconKey,
  'share-identity': IconUserQuestion,
  'only-copy': IconDeviceLaptop,
  'check-ties': IconHeartHandshake,
  'sign-request': IconUserPlus,
  ballot: IconGavel,
  'enter-removal': IconHandStop,
  offboarding: IconChecklist,
  'check-in': IconUserCheck,
  'accept-agreement': IconFileText,
  'take-over': IconPhoneIncoming,
} as const satisfies Record<WaitingItem['kind'], unknown>

/** One thing that waits: a sentence, and the one step that it asks for. */
export const WaitingRow = ({ item }: { readonly item: WaitingItem }) => {
  const formats = useFormats()
  const { t } = useTranslation('notices')
  const Icon = icons[item.kind]
  const sentence = useSentence(item)
  const isNow = 'urgency' in item && item.urgency === 'now'
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="sm" wrap="nowrap" align="flex-start" flex="1 1 20rem">
        <Icon
          size={20}
          stroke={1.6}
          aria-hidden
          className={classes.icon}
          data-now={isNow || undefined}
        />
        <div>
          <Group gap="xs">
            <Text>{sentence}</Text>
            {'urgency' in item && <UrgencyBadge urgency={item.urgency} />}
          </Group>
          {'atMs' in item && (
            <Text size="sm" c="dimmed">
              {t('waiting.since', { time: formats.dateTime(item.atMs) })}
            </Text>
          )}
        </div>
      </Group>
      <Step item={item} sentence={sentence} />
    </Group>
  )
}

const useSentence = (item: WaitingItem): string => {
  const { t } = useTranslation('notices')
  const facts = {
    name: 'name' in item ? item.name : '',
    codeName: 'codeName' in item ? item.codeName : '',
  }
  if (item.kind === 'only-copy' && item.askFirst !== null) {
    return t('waiting.sentence.only-copy-first', { ...facts, name: item.askFirst })
  }
  return item.kind === 'offboarding'
    ? t('waiting.sentence.offboarding', { ...facts, count: item.left })
    : t(`waiting.sentence.${item.kind}`, facts)
}

interface StepProps {
  readonly item: WaitingItem
  /** Tells equal buttons apart for who does not see the rows. */
  readonly sentence: string
}

const Step = ({ item, sentence }: StepProps) => {
  const { t } = useTranslation('notices')
  const place = placeOf(item)
  if (item.kind === 'grant') return <Grant item={item} sentence={sentence} />
  if (item.kind === 'accept-agreement') return <AgreementStep version={item.version} />
  if (place === null) return null
  const label = t(`waiting.action.${item.kind}`)
  return (
    <Button
      size="xs"
      variant="light"
      aria-label={`${label}: ${sentence}`}
      renderRoot={(props) => <Link {...place} {...props} />}
    >
      {label}
    </Button>
  )
}

interface GrantProps {
  readonly item: Extract<WaitingItem, { kind: 'grant' }>
  readonly sentence: string
}

const Grant = ({ item, sentence }: GrantProps) => {
  const { t } = useTranslation('notices')
  const session = useUnlockedSession()
  const grant = useVaultCommand('case.grant', {
    onDone: () => showNote({ message: t('waiting.granted', { name: item.name }) }),
  })
  const label = t('waiting.action.grant')
  return (
    <Button
      size="xs"
      variant="light"
      aria-label={`${label}: ${sentence}`}
      loading={grant.isPending}
      disabled={!mayWrite(session)}
      onClick={() => grant.mutate({ caseId: item.caseId, memberId: item.memberId })}
    >
      {label}
    </Button>
  )
}
