import { Alert, Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core'
import { IconUserOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberId } from '../../../shared/domain/terms'
import { Dialog } from '../../components/Dialog'
import { useOtherMembers } from '../../hooks/other-members'
import { useIntake } from './intake-context'
import { membersMeant, type NamedMember } from './named-members'

/** What a finish needs beside the draft. */
export interface TellingAnswers {
  readonly membersNamed: { memberId: MemberId; isSame: boolean }[]
  readonly leaveOut: MemberId[]
}

interface FinishDialogProps {
  readonly named: readonly NamedMember[]
  readonly isPending: boolean
  readonly onClose: () => void
  readonly onConfirm: (answers: TellingAnswers) => void
}

/** Before a case is announced: who of its people is a member, and who will not be told. */
export const FinishDialog = ({ named, isPending, onClose, onConfirm }: FinishDialogProps) => {
  const { t } = useTranslation('intake')
  const { draft } = useIntake()
  const others = useOtherMembers()
  const [answers, setAnswers] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [chosen, setChosen] = useState<readonly MemberId[] | null>(null)
  const leaveOut = chosen ?? membersMeant(draft.notToTell, others)
  // One answer for a member, however many people of the report have their name.
  const asked = named.filter(
    ({ memberId }, at) => named.findIndex((other) => other.memberId === memberId) === at,
  )
  const reported = named
    .filter(({ memberId, role }) => role === 'reported' && answers.get(memberId) === true)
    .map(({ memberId }) => memberId)
  const untold = [...asked, ...others].filter(
    ({ memberId }, at, all) =>
      (reported.includes(memberId) || leaveOut.includes(memberId)) &&
      all.findIndex((other) => other.memberId === memberId) === at,
  )
  const isAnswered = asked.every(({ memberId }) => answers.has(memberId))
  return (
    <Dialog onClose={onClose} title={t('told.title')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isAnswered) return
          onConfirm({
            membersNamed: asked.map(({ memberId }) => ({
              memberId,
              isSame: answers.get(memberId) === true,
            })),
            leaveOut: leaveOut.filter((memberId) => !reported.includes(memberId)),
          })
        }}
      >
        <Stack>
          {asked.length > 0 && <Text>{t('told.checkNames')}</Text>}
          {asked.map((member) => (
            <SamePerson
              key={member.memberId}
              member={member}
              value={answers.get(member.memberId)}
              onChange={(isSame) => setAnswers(new Map(answers).set(member.memberId, isSame))}
            />
          ))}
          {others.length > 0 && (
            <Checkbox.Group
              label={t('told.leaveOut')}
              description={
                draft.notToTell.length === 0
                  ? t('told.leaveOutHintNobody')
                  : t('told.leaveOutHint', { names: draft.notToTell.join(', ') })
              }
              value={[...leaveOut]}
              onChange={(value) => setChosen(value as MemberId[])}
            >
              <Group gap="8px 24px" mt={8}>
                {others
                  .filter(({ memberId }) => !reported.includes(memberId))
                  .map(({ memberId, name }) => (
                    <Checkbox key={memberId} value={memberId} label={name} />
                  ))}
              </Group>
            </Checkbox.Group>
          )}
          <Alert color="blue" icon={<IconUserOff size={20} aria-hidden />} role="status">
            {untold.length > 0 && (
              <Text size="sm" fw={600}>
                {t('told.willNot', { names: untold.map(({ name }) => name).join(', ') })}
              </Text>
            )}
            <Text size="sm">{t('told.everyone')}</Text>
          </Alert>
          <Group justify="flex-end" gap="sm">
            {!isAnswered && (
              <Text size="sm" c="dimmed">
                {t('told.answerAll')}
              </Text>
            )}
            <Button variant="default" onClick={onClose}>
              {t('told.goOn')}
            </Button>
            <Button type="submit" disabled={!isAnswered} loading={isPending}>
              {t('told.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

interface SamePersonProps {
  readonly member: NamedMember
  readonly value: boolean | undefined
  readonly onChange: (isSame: boolean) => void
}

const SamePerson = ({ member, value, onChange }: SamePersonProps) => {
  const { t } = useTranslation('intake')
  const { name, role, certainty } = member
  return (
    <div>
      <Radio.Group
        label={t('told.isSame', { what: t(`told.role.${role}`), name })}
        description={t(`told.certainty.${certainty}`)}
        value={value === undefined ? '' : value ? 'yes' : 'no'}
        onChange={(chosen) => onChange(chosen === 'yes')}
      >
        <Group gap="lg" mt={6}>
          <Radio value="yes" label={t('told.yes')} />
          <Radio value="no" label={t('told.no')} />
        </Group>
      </Radio.Group>
      {value === true && role === 'reported' && (
        <Text size="sm" mt={6} role="status">
          {t('told.reportedIsMember', { name })}
        </Text>
      )}
    </div>
  )
}
