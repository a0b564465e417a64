import { Alert, Button, Code, Group, List, Stack, Text, Textarea } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FailureError, toFailureError } from '../client/failure'
import { FailureAlert } from './FailureAlert'
import { useFindingText } from './finding-text'

export interface PlaybookFinding {
  readonly path: string
  readonly message: string
}

interface PlaybookJsonEditorProps {
  readonly json: string
  readonly onChange: (json: string) => void
  /** Asks the vault. @returns what is wrong; empty for a sound playbook. */
  readonly onCheck: (json: string) => Promise<readonly PlaybookFinding[]>
  /** The present text was checked and has no findings. */
  readonly isSound: boolean
}

const rows = 18

/** A playbook as text, with what is wrong in it: where, and what. */
export const PlaybookJsonEditor = ({
  json,
  onChange,
  onCheck,
  isSound,
}: PlaybookJsonEditorProps) => {
  const { t } = useTranslation('committee')
  const describe = useFindingText()
  const [findings, setFindings] = useState<readonly PlaybookFinding[]>([])
  const [failed, setFailed] = useState<FailureError | null>(null)
  const [isChecking, setIsChecking] = useState(false)
  const check = async () => {
    setIsChecking(true)
    setFailed(null)
    try {
      setFindings(await onCheck(json))
    } catch (thrown) {
      setFailed(toFailureError(thrown))
    } finally {
      setIsChecking(false)
    }
  }
  return (
    <Stack>
      <Textarea
        label={t('editor.label')}
        description={t('editor.hint')}
        value={json}
        onChange={(event) => {
          setFindings([])
          onChange(event.currentTarget.value)
        }}
        rows={rows}
        resize="vertical"
        spellCheck={false}
        autoComplete="off"
        styles={{
          input: {
            fontFamily: 'var(--mantine-font-family-monospace)',
            fontSize: 'var(--mantine-font-size-sm)',
            whiteSpace: 'pre',
            overflowX: 'auto',
          },
        }}
      />
      <Group>
        <Button
          variant="default"
          onClick={() => void check()}
          loading={isChecking}
          disabled={json.trim() === ''}
        >
          {t('editor.check')}
        </Button>
      </Group>
      <FailureAlert failure={failed?.failure ?? null} />
      {findings.length > 0 && (
        <Alert color="red" role="alert" title={t('editor.findings', { count: findings.length })}>
          <List size="sm" spacing={4}>
            {findings.map(({ path, message }) => (
              <List.Item key={`${path} ${message}`}>
                {path !== '' && (
                  <>
                    <Code>{path}</Code>{' '}
                  </>
                )}
                <Text span size="sm">
                  {describe(message)}
                </Text>
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {isSound && (
        <Alert color="green" role="status" icon={<IconCheck size={20} />}>
          {t('editor.sound')}
        </Alert>
      )}
    </Stack>
  )
}
