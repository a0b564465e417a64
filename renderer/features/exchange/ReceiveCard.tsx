import { Button, Group, Stack, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors/result'
import { callVault, type FailureError, useClient, type VaultOutput } from '../../client/client'
import { useImportBundle } from '../../client/import-bundle'
import { useTakeOfferedFile } from '../../client/offered-files'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { Card } from '../../components/Card'
import { FailureAlert } from '../../components/FailureAlert'
import { FileDrop } from '../../components/FileDrop'
import { TaskProgress } from '../../components/TaskProgress'
import { BundleFacts, ImportReportText } from './ImportReportText'

/** A file that arrived: looked into first, then taken in, then told in plain words. */
export const ReceiveCard = () => {
  const { t } = useTranslation('exchange')
  const bridge = useClient()
  const session = useUnlockedSession()
  const [unreadable, setUnreadable] = useState<Failure | null>(null)
  const take = useImportBundle({ quiet: true })
  // The bytes of a file are no key of a cache.
  const preview = useMutation<VaultOutput<'bundle.preview'>, FailureError, Uint8Array>({
    mutationFn: (bytes) => callVault(bridge, 'bundle.preview', { bytes }),
    meta: { quiet: true },
  })
  const forget = () => {
    setUnreadable(null)
    preview.reset()
    take.reset()
  }
  const look = (bytes: Uint8Array) => {
    forget()
    preview.mutate(bytes)
  }
  const fail = (failure: Failure) => {
    forget()
    setUnreadable(failure)
  }
  // One file after the other, as for files that are chosen here.
  useTakeOfferedFile({
    isReady: mayWrite(session) && preview.data === undefined && !preview.isPending,
    onFile: look,
    onUnreadable: fail,
  })
  const bytes = preview.variables
  return (
    <Card title={t('receive.title')}>
      {preview.data === undefined && (
        <FileDrop
          label={t('receive.choose')}
          hint={t('receive.hint')}
          loading={preview.isPending}
          disabled={!mayWrite(session)}
          onUnreadable={() => fail({ code: 'bundle/damaged' })}
          onFile={(file) => look(file.bytes)}
        />
      )}
      {preview.isPending && <TaskProgress task="bundle" label={t('receive.reading')} />}
      <FailureAlert failure={unreadable ?? preview.error?.failure ?? take.error?.failure ?? null} />
      {preview.data !== undefined && take.data === undefined && (
        <Stack gap="sm">
          <Title order={3}>{t('receive.inside')}</Title>
          <BundleFacts report={preview.data} />
          {take.isPending ? (
            <TaskProgress task="bundle" label={t('receive.takingIn')} />
          ) : (
            <Group gap="sm">
              <Button autoFocus onClick={() => bytes !== undefined && take.mutate({ bytes })}>
                {t('receive.takeIn')}
              </Button>
              <Button variant="default" onClick={forget}>
                {t('receive.notNow')}
              </Button>
            </Group>
          )}
        </Stack>
      )}
      {take.data !== undefined && (
        <Stack gap="sm">
          <Title order={3}>{t('receive.done')}</Title>
          <ImportReportText report={take.data} />
          <Group>
            <Button variant="default" onClick={forget}>
              {t('receive.close')}
            </Button>
          </Group>
        </Stack>
      )}
    </Card>
  )
}
