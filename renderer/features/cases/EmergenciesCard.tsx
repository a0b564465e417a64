import { Button, Group, Stack, Text } from '@mantine/core'
import { IconInfoCircle, IconUrgent } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Card'
import { Dialog } from '../../components/Dialog'
import { EmergencyFields, emptyEmergency } from '../../components/EmergencyFields'
import { ByLine } from './ByLine'
import { useOpenCase } from './case-context'
import classes from './EmergenciesCard.module.css'
import { FactList } from './FactList'
import { useCaseCommand } from './use-case-command'

/** R16: what one responder decided alone, at once, with the reason. */
export const EmergenciesCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const [isAdding, setIsAdding] = useState(false)
  return (
    <Card title={t('emergency.title')}>
      {caseFile.emergencies.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('emergency.none')}
        </Text>
      )}
      {caseFile.emergencies.map((emergency) => (
        <Stack key={emergency.provenance.entryId} gap={4}>
          <FactList
            facts={[
              [t('emergency.action'), emergency.action],
              [t('emergency.reason'), emergency.reason],
              [t('emergency.calledWhom'), emergency.calledWhom],
            ]}
          />
          {emergency.lawEnforcementAskedByReporter && (
            <Text size="sm">{t('emergency.policeAsked')}</Text>
          )}
          {emergency.policeUnasked && (
            <Group gap={6} wrap="nowrap" align="flex-start">
              <IconInfoCircle size={18} aria-hidden className={classes.icon} />
              <Text size="sm">{t('emergency.policeUnasked')}</Text>
            </Group>
          )}
          <ByLine provenance={emergency.provenance} />
        </Stack>
      ))}
      {!isReadOnly && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconUrgent size={16} aria-hidden />}
            onClick={() => setIsAdding(true)}
          >
            {t('emergency.add')}
          </Button>
        </Group>
      )}
      {isAdding && <EmergencyDialog onClose={() => setIsAdding(false)} />}
    </Card>
  )
}

const EmergencyDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation(['cases', 'common'])
  const { caseFile } = useOpenCase()
  const [emergency, setEmergency] = useState(emptyEmergency)
  const record = useCaseCommand('case.recordEmergency', caseFile.caseId)
  const isReady = emergency.action.trim() !== '' && emergency.reason.trim() !== ''
  return (
    <Dialog onClose={onClose} title={t('emergency.add')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) record.run({ emergency }, onClose)
        }}
      >
        <Stack>
          <EmergencyFields emergency={emergency} onChange={setEmergency} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={!isReady} loading={record.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
