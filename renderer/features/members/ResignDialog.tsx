import { Alert, Anchor, Button, Checkbox, Group, List, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'

interface ResignDialogProps {
  /** Nobody would be left: the vault refuses it, and this says so first. */
  readonly isLast: boolean
  readonly onClose: () => void
}

const steps = ['ownership', 'ends', 'stays', 'told'] as const

/** Leaving the committee: what happens, in this order, before anything does (R72). */
export const ResignDialog = ({ isLast, onClose }: ResignDialogProps) => {
  const { t } = useTranslation(['members', 'common'])
  const [isSure, setIsSure] = useState(false)
  const resign = useVaultCommand('member.resign', { quiet: true, onDone: onClose })
  return (
    <Dialog title={t('resign.title')} size="lg" onClose={onClose}>
      <Stack>
        {isLast ? (
          <Alert color="yellow" title={t('resign.last.title')}>
            {t('resign.last.explain')}
          </Alert>
        ) : (
          <>
            <Text>{t('resign.thanks')}</Text>
            <List size="sm" spacing="xs" type="ordered">
              {steps.map((step) => (
                <List.Item key={step}>{t(`resign.steps.${step}`)}</List.Item>
              ))}
            </List>
            <Checkbox
              label={t('resign.sure')}
              checked={isSure}
              onChange={(event) => setIsSure(event.currentTarget.checked)}
            />
          </>
        )}
        <FailureAlert failure={resign.error?.failure ?? null} />
        {resign.error?.code === 'member/owns-cases' && (
          <Anchor component={Link} to="/cases" onClick={onClose}>
            {t('resign.toCases')}
          </Anchor>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t(isLast ? 'common:close' : 'resign.not')}
          </Button>
          {!isLast && (
            <Button
              color="red"
              disabled={!isSure}
              loading={resign.isPending}
              onClick={() => resign.mutate({})}
            >
              {t('resign.button')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}
