import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Logo } from '../../components/Logo'
import { AddFolderDialog } from './AddFolderDialog'
import classes from './vault.module.css'

/** The first run: what this is, in three sentences, and the three ways in. */
export const WelcomePage = () => {
  const { t } = useTranslation(['vault', 'members'])
  const navigate = useNavigate()
  const [isAdding, { open, close }] = useDisclosure(false)
  return (
    <div className={classes.centre}>
      <Paper withBorder p="xl" maw="36rem">
        <Stack gap="lg">
          <Group gap="md">
            <Logo size={40} />
            <Title order={1}>{t('welcome.title')}</Title>
          </Group>
          <Stack gap="sm">
            <Text>{t('welcome.what')}</Text>
            <Text>{t('welcome.where')}</Text>
            <Text>{t('welcome.who')}</Text>
          </Stack>
          <Group gap="sm">
            <Button size="md" onClick={() => void navigate({ to: '/found' })}>
              {t('found.button')}
            </Button>
            <Button size="md" variant="default" onClick={() => void navigate({ to: '/join' })}>
              {t('members:join.button')}
            </Button>
            <Button size="md" variant="default" onClick={open}>
              {t('welcome.openExisting')}
            </Button>
          </Group>
        </Stack>
      </Paper>
      {isAdding && <AddFolderDialog onClose={close} />}
    </div>
  )
}
