import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AccessView } from '../../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../../client/client'
import { Card } from '../../../components/Card'
import { showNote } from '../../../components/note-toast'
import { useFormats } from '../../../hooks/formats'
import { useOpenCase } from '../case-context'
import classes from './access.module.css'
import { PersonLine } from './PersonLine'

type Left = AccessView['left'][number]

interface LeftCardProps {
  readonly access: AccessView
  readonly mayWrite: boolean
}

/** Who has no access any more, or never had: as what and since when, and never why. */
export const LeftCard = ({ access, mayWrite }: LeftCardProps) => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  if (access.left.length === 0) return null
  return (
    <Card title={t('access.left')} hint={t('access.leftHint')}>
      <Stack component="ul" gap="xs" className={classes.list ?? ''}>
        {access.left.map((left) => (
          <PersonLine
            key={left.memberId}
            name={left.name}
            detail={
              <>
                {t(`access.as.${left.as}`, { by: left.by })} · {formats.dateTime(left.atMs)}
                {left.reinstatement !== null && <div>{t('access.votes', left.reinstatement)}</div>}
              </>
            }
          >
            {mayWrite && left.reinstatement !== null && <VoteButtons left={left} />}
          </PersonLine>
        ))}
      </Stack>
    </Card>
  )
}

const choices = ['yes', 'no'] as const

/** A majority of the others undoes an exclusion. */
const VoteButtons = ({ left }: { readonly left: Left }) => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const { memberId, name } = left
  const vote = useVaultCommand('case.voteReinstate', {
    onDone: () => showNote({ message: t('access.voted') }),
  })
  return (
    <Group gap="xs" flex="none">
      {choices.map((choice) => (
        <Button
          key={choice}
          size="xs"
          variant="default"
          aria-label={t(choice === 'yes' ? 'access.voteYesWho' : 'access.voteNoWho', { name })}
          disabled={vote.isPending}
          onClick={() => vote.mutate({ caseId: caseFile.caseId, memberId, choice })}
        >
          {t(choice === 'yes' ? 'access.voteYes' : 'access.voteNo')}
        </Button>
      ))}
    </Group>
  )
}
