import { Button, Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AccessView, MemberName } from '../../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../../client/client'
import { Card } from '../../../components/Card'
import { showNote } from '../../../components/note-toast'
import { useOpenCase } from '../case-context'
import classes from './access.module.css'
import { PersonLine } from './PersonLine'

interface ToGrantCardProps {
  readonly access: AccessView
  readonly mayWrite: boolean
}

/** Cleared members to whom nobody gave the key yet. */
export const ToGrantCard = ({ access, mayWrite }: ToGrantCardProps) => {
  const { t } = useTranslation('cases')
  if (access.toGrant.length === 0) return null
  return (
    <Card title={t('access.toGrant')} hint={t('access.toGrantHint')}>
      <Stack component="ul" gap="xs" className={classes.list ?? ''}>
        {access.toGrant.map((member) => (
          <PersonLine key={member.memberId} name={member.name}>
            {mayWrite && <GrantButton member={member} />}
          </PersonLine>
        ))}
      </Stack>
    </Card>
  )
}

const GrantButton = ({ member }: { readonly member: MemberName }) => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const { memberId, name } = member
  const grant = useVaultCommand('case.grant', {
    onDone: () => showNote({ message: t('access.granted', { name }) }),
  })
  return (
    <Button
      size="xs"
      variant="light"
      flex="none"
      leftSection={<IconKey size={16} aria-hidden />}
      aria-label={t('access.grantWho', { name })}
      loading={grant.isPending}
      onClick={() => grant.mutate({ caseId: caseFile.caseId, memberId })}
    >
      {t('access.grant')}
    </Button>
  )
}

/** Members who have the notice and gave no answer: silence is not clearance. */
export const AskedCard = ({ access }: { readonly access: AccessView }) => {
  const { t } = useTranslation('cases')
  if (access.asked.length === 0) return null
  return (
    <Card title={t('access.asked')} hint={t('access.askedHint')}>
      <Text>{access.asked.map(({ name }) => name).join(', ')}</Text>
    </Card>
  )
}
