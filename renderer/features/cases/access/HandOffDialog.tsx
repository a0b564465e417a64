import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconDeviceFloppy, IconPhone } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CaseId } from '../../../../shared/domain/terms'
import { callVault, useClient, useVaultCommand } from '../../../client/client'
import { useSaveFile } from '../../../client/save-file'
import { Dialog } from '../../../components/Dialog'
import { FailureAlert } from '../../../components/FailureAlert'
import { TaskProgress } from '../../../components/TaskProgress'
import { useKeepUnlocked } from '../../../hooks/keep-unlocked'
import classes from './access.module.css'

interface HandOffDialogProps {
  readonly caseId: CaseId
  readonly onClose: () => void
}

/** The passphrase, then the file. Both are forgotten when the dialog closes. */
export const HandOffDialog = ({ caseId, onClose }: HandOffDialogProps) => {
  const { t } = useTranslation(['cases', 'common'])
  const bridge = useClient()
  // Shown once: an idle lock here would lose it.
  useKeepUnlocked()
  // Not a cached query: a passphrase must not stay in memory.
  const suggest = useMutation({ mutationFn: () => callVault(bridge, 'case.suggestPassphrase', {}) })
  const make = useVaultCommand('case.makeHandoff', { quiet: true })
  const save = useSaveFile()
  const passphrase = suggest.data?.passphrase
  return (
    <Dialog onClose={onClose} title={t('handoff.dialogTitle')} size="lg">
      <Stack>
        <Text>{t('handoff.explain')}</Text>
        <Title order={3}>1. {t('handoff.step1')}</Title>
        {passphrase !== undefined && (
          <>
            <output aria-label={t('handoff.passphrase')} className={classes.passphrase}>
              {passphrase}
            </output>
            <Alert color="yellow" icon={<IconPhone size={20} aria-hidden />}>
              {t('handoff.once')}
            </Alert>
          </>
        )}
        {make.data === undefined && (
          <Group>
            <Button
              variant="default"
              loading={suggest.isPending}
              disabled={make.isPending}
              data-autofocus
              onClick={() => suggest.mutate()}
            >
              {passphrase === undefined ? t('handoff.suggest') : t('handoff.suggestOther')}
            </Button>
          </Group>
        )}
        <Title order={3}>2. {t('handoff.step2')}</Title>
        {make.isPending && <TaskProgress task="handoff" label={t('handoff.making')} />}
        <FailureAlert failure={make.error?.failure ?? null} />
        <Group gap="md">
          {make.data === undefined ? (
            <Button
              disabled={passphrase === undefined}
              loading={make.isPending}
              onClick={() => passphrase !== undefined && make.mutate({ caseId, passphrase })}
            >
              {t('handoff.make')}
            </Button>
          ) : (
            <Button
              leftSection={<IconDeviceFloppy size={16} aria-hidden />}
              loading={save.isPending}
              onClick={() => save.mutate(make.data)}
            >
              {t('handoff.save')}
            </Button>
          )}
          <Text size="sm" role="status">
            {typeof save.data === 'string' ? t('handoff.saved', { folder: save.data }) : ''}
          </Text>
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
