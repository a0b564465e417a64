import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'
import { FingerprintWords } from '../../components/FingerprintWords'
import { showNote } from '../../components/note-toast'

interface CompareWordsDialogProps {
  readonly request: RequestView
  readonly onClose: () => void
}

/** Half by half, so that the signature stands for words that were really compared. */
export const CompareWordsDialog = ({ request, onClose }: CompareWordsDialogProps) => {
  const { t } = useTranslation(['members', 'common'])
  const [same, setSame] = useState<readonly boolean[]>([false, false])
  const [isDifferent, setIsDifferent] = useState(false)
  const { requestId, name, fingerprintWords } = request
  const sign = useVaultCommand('request.sign', {
    quiet: true,
    onDone: () => {
      showNote({ message: t('compare.signed', { name }) })
      onClose()
    },
  })
  const decline = useVaultCommand('request.decline', { quiet: true, onDone: onClose })
  const middle = Math.ceil(fingerprintWords.length / 2)
  const halves = [fingerprintWords.slice(0, middle), fingerprintWords.slice(middle)] as const
  const failure = sign.error?.failure ?? decline.error?.failure ?? null
  return (
    <Dialog title={t('compare.title', { name })} size="xl" onClose={onClose}>
      <Stack>
        <Text>{t('compare.explain', { name })}</Text>
        {halves.map((words, half) => (
          <Stack key={half === 0 ? 'first' : 'second'} gap="xs">
            <FingerprintWords
              words={words}
              start={half === 0 ? 1 : middle + 1}
              label={t(half === 0 ? 'compare.firstHalf' : 'compare.secondHalf')}
              large
            />
            <Checkbox
              label={t(half === 0 ? 'compare.firstSame' : 'compare.secondSame')}
              checked={same[half] === true}
              disabled={isDifferent}
              onChange={(event) => {
                const { checked } = event.currentTarget
                setSame((before) => before.map((was, at) => (at === half ? checked : was)))
              }}
            />
          </Stack>
        ))}
        {isDifferent && (
          <Alert
            color="red"
            icon={<IconAlertTriangle size={20} />}
            title={t('compare.stop')}
            role="alert"
          >
            <Text size="sm">{t('compare.stopExplain', { name })}</Text>
          </Alert>
        )}
        <FailureAlert failure={failure} />
        <Group justify="space-between">
          {isDifferent ? (
            <>
              <Button variant="default" onClick={() => setIsDifferent(false)}>
                {t('compare.again')}
              </Button>
              <Button
                color="red"
                loading={decline.isPending}
                onClick={() => decline.mutate({ requestId })}
              >
                {t('request.decline')}
              </Button>
            </>
          ) : (
            <>
              <Button variant="default" onClick={() => setIsDifferent(true)}>
                {t('compare.differ')}
              </Button>
              <Button
                disabled={!same.every(Boolean)}
                loading={sign.isPending}
                onClick={() => sign.mutate({ requestId, wordsCompared: true })}
              >
                {t('compare.sign')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}
