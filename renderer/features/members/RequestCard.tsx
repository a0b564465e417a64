import { Alert, Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBuilding, IconEyeOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { ConfirmButton } from '../../components/ConfirmButton'
import { CompareWordsDialog } from './CompareWordsDialog'

interface RequestCardProps {
  readonly request: RequestView
}

/** Somebody, or a laptop, at the door. */
export const RequestCard = ({ request }: RequestCardProps) => {
  const { t } = useTranslation('members')
  const canWrite = mayWrite(useUnlockedSession())
  const [isComparing, { open, close }] = useDisclosure(false)
  const decline = useVaultCommand('request.decline')
  const {
    requestId,
    purpose,
    name,
    employer,
    signedBy,
    needed,
    mine,
    mayDecline,
    employerCap,
    namedIn,
  } = request
  const declined = purpose === 'join' ? 'join' : 'device'
  const isRefused = employerCap?.refuses === true
  return (
    <Paper component="section" withBorder p="lg" aria-label={name}>
      <Stack gap="sm">
        <Group gap="sm">
          <Title order={3}>{name}</Title>
          <Text size="sm" c="dimmed">
            {employer}
          </Text>
          <Badge>{t(`request.purpose.${purpose}`)}</Badge>
        </Group>
        <Text size="sm">
          {signedBy.length === 0
            ? t('request.unsigned', { count: needed })
            : t('request.signedBy', { by: signedBy.join(', '), done: signedBy.length, needed })}
        </Text>
        {employerCap !== null && (
          <Alert color={isRefused ? 'red' : 'yellow'} icon={<IconBuilding size={20} />}>
            {t(isRefused ? 'request.capRefuses' : 'request.capWarns', {
              employer: employerCap.employer,
              cap: employerCap.cap,
            })}
          </Alert>
        )}
        {namedIn.length > 0 && (
          <Alert color="yellow" icon={<IconEyeOff size={20} />} title={t('request.namedIn.title')}>
            <Text size="sm">{t('request.namedIn.explain')}</Text>
            <Text size="sm" mt={4}>
              {namedIn.map(({ caseId, codeName }, index) => (
                <Fragment key={caseId}>
                  {index > 0 && ', '}
                  <Anchor
                    underline="always"
                    renderRoot={(props) => (
                      <Link to="/cases/$caseId" params={{ caseId }} {...props} />
                    )}
                  >
                    {codeName}
                  </Anchor>
                </Fragment>
              ))}
            </Text>
          </Alert>
        )}
        {mine !== 'may-sign' && (
          <Text size="sm" c="dimmed">
            {t(`request.mine.${mine}`)}
          </Text>
        )}
        <Group gap="sm">
          {mine === 'may-sign' && (
            <Button disabled={!canWrite || isRefused} onClick={open}>
              {t('request.compare')}
            </Button>
          )}
          {mayDecline && (
            <ConfirmButton
              variant="default"
              disabled={!canWrite}
              loading={decline.isPending}
              title={t(`request.declineTitle.${declined}`, { name })}
              message={t(`request.declineExplain.${declined}`, { name })}
              confirmLabel={t('request.decline')}
              onConfirm={() => decline.mutate({ requestId })}
            >
              {t('request.decline')}
            </ConfirmButton>
          )}
        </Group>
      </Stack>
      {isComparing && <CompareWordsDialog request={request} onClose={close} />}
    </Paper>
  )
}
