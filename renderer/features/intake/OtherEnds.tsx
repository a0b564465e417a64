import { ActionIcon, Button, Group, Menu, Stack, Text } from '@mantine/core'
import { IconDots, IconPhoneOff, IconTrash, IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IntakeId } from '../../../shared/domain/terms'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { noIdentity } from '../../components/IdentityFields'
import { ConflictDialog } from './ConflictDialog'
import { isUntouched } from './draft-fields'
import { useIntake } from './intake-context'
import { OutOfScopeDialog } from './OutOfScopeDialog'
import type { DraftHandle } from './use-draft'

interface OtherEndsProps {
  readonly intakeId: IntakeId
  readonly handle: DraftHandle
  readonly onEnded: () => void
}

/** The rarer ends of an intake: for another member, about something else, or begun by mistake. */
export const OtherEnds = ({ intakeId, handle, onEnded }: OtherEndsProps) => {
  const { t } = useTranslation('intake')
  const { draft } = useIntake()
  const [asking, setAsking] = useState<'conflict' | 'out-of-scope' | 'discard' | null>(null)
  const outOfScope = useVaultCommand('intake.outOfScope', {
    onDone: onEnded,
    onFailure: handle.resume,
  })
  const discard = useVaultCommand('intake.discard', { onDone: onEnded, onFailure: handle.resume })
  const runDiscard = async () => {
    setAsking(null)
    await handle.take()
    discard.mutate({ intakeId })
  }
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('otherEnds.label')}>
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUserShare size={18} aria-hidden />}
            onClick={() => setAsking('conflict')}
          >
            {t('conflict.menu')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPhoneOff size={18} aria-hidden />}
            onClick={() => setAsking('out-of-scope')}
          >
            {t('outOfScope.menu')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={18} aria-hidden />}
            onClick={() => (isUntouched(draft) ? void runDiscard() : setAsking('discard'))}
          >
            {t('discard.menu')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'conflict' && (
        <ConflictDialog
          channel={draft.channel}
          contact={draft.mode === 'named' ? draft.reporter : noIdentity}
          drops
          onClose={() => setAsking(null)}
          onHandedOver={() => void runDiscard()}
        />
      )}
      {asking === 'out-of-scope' && (
        <OutOfScopeDialog
          onClose={() => setAsking(null)}
          isPending={outOfScope.isPending}
          onConfirm={async (sentTo) => {
            await handle.take()
            outOfScope.mutate({ intakeId, sentTo })
          }}
        />
      )}
      {asking === 'discard' && (
        <Dialog onClose={() => setAsking(null)} title={t('discard.title')}>
          <Stack>
            <Text>{t('discard.message')}</Text>
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={() => setAsking(null)} data-autofocus>
                {t('discard.keep')}
              </Button>
              <Button color="red" onClick={() => void runDiscard()}>
                {t('discard.confirm')}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  )
}
