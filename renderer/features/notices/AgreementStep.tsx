import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand, useVaultQuery } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { Dialog } from '../../components/Dialog'
import { showNote } from '../../components/note-toast'
import { QueryState } from '../../components/QueryState'

/** R9: the committee's own agreement, read and accepted by its version. */
export const AgreementStep = ({ version }: { readonly version: string }) => {
  const { t } = useTranslation('notices')
  const session = useUnlockedSession()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        size="xs"
        variant="light"
        disabled={!mayWrite(session)}
        onClick={() => setIsOpen(true)}
      >
        {t('waiting.action.accept-agreement')}
      </Button>
      {isOpen && <AgreementDialog version={version} onClose={() => setIsOpen(false)} />}
    </>
  )
}

interface AgreementDialogProps {
  readonly version: string
  readonly onClose: () => void
}

const AgreementDialog = ({ version, onClose }: AgreementDialogProps) => {
  const { t } = useTranslation(['notices', 'common'])
  const committee = useVaultQuery('committee.get', {})
  const accept = useVaultCommand('member.acceptAgreement', {
    onDone: () => {
      showNote({ message: t('waiting.agreement.done') })
      onClose()
    },
  })
  return (
    <Dialog onClose={onClose} title={t('waiting.agreement.title')} size="lg">
      <QueryState query={committee} lines={6}>
        {({ playbook }) => (
          <Stack>
            {playbook.confidentialityAgreement.paragraphs.map((paragraph) => (
              <Text key={paragraph}>{paragraph}</Text>
            ))}
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button loading={accept.isPending} onClick={() => accept.mutate({ version })}>
                {t('waiting.agreement.accept')}
              </Button>
            </Group>
          </Stack>
        )}
      </QueryState>
    </Dialog>
  )
}
