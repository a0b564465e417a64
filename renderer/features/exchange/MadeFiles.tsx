import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconDeviceFloppy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { VaultOutput } from '../../client/client'
import { useSaveFile } from '../../client/save-file'
import { useFormats } from '../../hooks/formats'
import classes from './exchange.module.css'
import { MailText } from './MailText'

type MadeFile = VaultOutput<'bundle.make'>[number]

const bytesInKb = 1_000

interface MadeFilesProps {
  readonly files: readonly MadeFile[]
}

/** The files that were made, each to be saved on its own, and a mail to go with them. */
export const MadeFiles = ({ files }: MadeFilesProps) => {
  const { t } = useTranslation('exchange')
  return (
    <Stack gap="sm" component="section" aria-label={t('send.madeTitle')}>
      <div>
        <Title order={3}>{t('send.madeTitle')}</Title>
        <Text size="sm" c="dimmed">
          {t('send.madeHint')}
        </Text>
      </div>
      <Stack component="ul" gap="xs" className={classes.list ?? ''}>
        {files.map((file) => (
          <MadeFileLine key={file.fileName} file={file} />
        ))}
      </Stack>
      <MailText />
    </Stack>
  )
}

const MadeFileLine = ({ file }: { readonly file: MadeFile }) => {
  const { t } = useTranslation('exchange')
  const formats = useFormats()
  const save = useSaveFile()
  const isSaved = typeof save.data === 'string'
  return (
    <Group component="li" justify="space-between" gap="sm">
      <div>
        <Text>{t('send.fileFor', { name: file.name })}</Text>
        <Text size="sm" c="dimmed" className={classes.path ?? ''}>
          {file.fileName} ·{' '}
          {t('send.size', { size: formats.number(Math.ceil(file.bytes.length / bytesInKb)) })}
        </Text>
        <Text size="sm" role="status" className={classes.path ?? ''}>
          {isSaved && t('send.saved', { folder: save.data })}
        </Text>
      </div>
      <Button
        size="xs"
        variant={isSaved ? 'default' : 'filled'}
        leftSection={
          isSaved ? <IconCheck size={16} aria-hidden /> : <IconDeviceFloppy size={16} aria-hidden />
        }
        aria-label={t('send.saveFor', { name: file.name })}
        loading={save.isPending}
        onClick={() => save.mutate({ fileName: file.fileName, bytes: file.bytes })}
      >
        {t('send.save')}
      </Button>
    </Group>
  )
}
