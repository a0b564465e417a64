import { Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hotkeyGroups, hotkeys } from '../hooks/hotkeys'
import { Shortcut } from './Shortcut'

/** Every key of the app, grouped. */
export const ShortcutList = () => {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing="lg">
      {hotkeyGroups.map((group) => (
        <Stack key={group} gap="xs">
          <Text fw={600}>{t(`hotkeys.groups.${group}`)}</Text>
          {hotkeys
            .filter((hotkey) => hotkey.group === group)
            .map((hotkey) => (
              <Group key={hotkey.id} justify="space-between" gap="sm" wrap="nowrap">
                <Text size="sm">{t(`hotkeys.actions.${hotkey.id}`)}</Text>
                <Shortcut id={hotkey.id} />
              </Group>
            ))}
        </Stack>
      ))}
    </SimpleGrid>
  )
}
