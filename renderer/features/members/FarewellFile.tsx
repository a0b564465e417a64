import { Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconDeviceFloppy, IconPackage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { useSaveFile } from '../../client/save-file'
import { FailureAlert } from '../../components/FailureAlert'

interface FarewellFileProps {
  readonly member: MemberView
}

/** For who left: a file that tells their laptop so, with its proof and nothing that came after. */
export const FarewellFile = ({ member }: FarewellFileProps) => {
  const { t } = useTranslation('members')
  const { name, memberId } = member
  const make = useVaultCommand('bundle.make', { quiet: true })
  const save = useSaveFile()
  const file = make.data?.[0]
  const isSaved = typeof save.data === 'string'
  return (
    <Stack gap="xs">
      <Text size="sm">{t('farewell.explain', { name })}</Text>
      <Group gap="md">
        {file === undefined ? (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconPackage size={16} aria-hidden />}
            loading={make.isPending}
            onClick={() => make.mutate({ memberIds: [memberId] })}
          >
            {t('farewell.make')}
          </Button>
        ) : (
          <Button
            variant="default"
            size="sm"
            leftSection={
              isSaved ? (
                <IconCheck size={16} aria-hidden />
              ) : (
                <IconDeviceFloppy size={16} aria-hidden />
              )
            }
            loading={save.isPending}
            onClick={() => save.mutate({ fileName: file.fileName, bytes: file.bytes })}
          >
            {t('farewell.save', { name })}
          </Button>
        )}
        <Text size="sm" role="status">
          {isSaved && t('farewell.saved', { folder: save.data })}
        </Text>
      </Group>
      <FailureAlert failure={make.error?.failure ?? null} />
    </Stack>
  )
}
