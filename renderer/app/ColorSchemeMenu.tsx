import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

const schemes = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[]

const icons = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop }

export const ColorSchemeMenu = () => {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Current = icons[colorScheme]
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('colorScheme.label')}>
          <Current size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map((scheme) => {
          const Icon = icons[scheme]
          const isCurrent = scheme === colorScheme
          return (
            <Menu.Item
              key={scheme}
              role="menuitemradio"
              aria-checked={isCurrent}
              leftSection={<Icon size={16} aria-hidden />}
              rightSection={isCurrent ? <IconCheck size={16} aria-hidden /> : undefined}
              onClick={() => setColorScheme(scheme)}
            >
              {t(`colorScheme.${scheme}`)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
