import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconHeartHandshake, IconMessageOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Wishes } from '../../../shared/domain/person'
import { Dialog } from '../../components/Dialog'
import { WishesFields } from '../../components/WishesFields'
import { useOpenCase } from './case-context'
import { useCaseCommand } from './use-case-command'
import classes from './WishesBar.module.css'

/** What the reporter asked for stands here on every tab, for as long as there is a case (R8, R21). */
export const WishesBar = () => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const [isEditing, setIsEditing] = useState(false)
  const { wishes, notToTell, otherMember } = caseFile
  return (
    <Paper
      withBorder
      component="section"
      aria-label={t('wishes.title')}
      className={classes.bar ?? ''}
      mb="md"
    >
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <Group gap="md" align="flex-start" wrap="nowrap">
          <IconHeartHandshake size={22} stroke={1.6} aria-hidden className={classes.icon} />
          <Stack gap={4}>
            <Group gap="2px 24px">
              <Wish label={t('wishes.title')} value={t(`wishes.updatesLong.${wishes.updates}`)} />
              <Wish label={t('wishes.policeLabel')} value={t(`wishes.police.${wishes.police}`)} />
              {notToTell.length > 0 && (
                <Wish label={t('wishes.notToTell')} value={notToTell.join(', ')} />
              )}
              {otherMember !== '' && <Wish label={t('wishes.otherMember')} value={otherMember} />}
            </Group>
            {wishes.doNotContact !== '' && (
              <Group
                gap={6}
                wrap="nowrap"
                align="flex-start"
                className={classes.doNotContact ?? ''}
              >
                <IconMessageOff size={18} aria-hidden className={classes.icon} />
                <Text size="sm">
                  <Text span size="sm" fw={600}>
                    {t('wishes.doNotContact')}:
                  </Text>{' '}
                  {wishes.doNotContact}
                </Text>
              </Group>
            )}
          </Stack>
        </Group>
        {!isReadOnly && (
          <Button
            variant="subtle"
            size="compact-sm"
            flex="none"
            className="no-print"
            aria-label={t('wishes.change')}
            onClick={() => setIsEditing(true)}
          >
            {t('change')}
          </Button>
        )}
      </Group>
      {isEditing && <WishesDialog initial={wishes} onClose={() => setIsEditing(false)} />}
    </Paper>
  )
}

const Wish = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <Text size="sm">
    <Text span size="sm" c="dimmed">
      {label}:
    </Text>{' '}
    <Text span size="sm" fw={600}>
      {value}
    </Text>
  </Text>
)

interface WishesDialogProps {
  readonly initial: Wishes
  readonly onClose: () => void
}

const WishesDialog = ({ initial, onClose }: WishesDialogProps) => {
  const { t } = useTranslation(['cases', 'common'])
  const { caseFile } = useOpenCase()
  const [wishes, setWishes] = useState<Wishes>({
    updates: initial.updates,
    police: initial.police,
    doNotContact: initial.doNotContact,
  })
  const record = useCaseCommand('case.recordWishes', caseFile.caseId)
  return (
    <Dialog onClose={onClose} title={t('wishes.change')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          record.run({ wishes }, onClose)
        }}
      >
        <Stack>
          <WishesFields wishes={wishes} onChange={setWishes} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={record.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
