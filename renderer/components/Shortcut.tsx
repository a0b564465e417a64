import { Group, Kbd, VisuallyHidden } from '@mantine/core'
import { useOs } from '@mantine/hooks'
import { combosOf, type HotkeyId, keysOf } from '../hooks/hotkeys'

interface ShortcutProps {
  readonly id: HotkeyId
  /** Leaves out the second combination, where room is scarce. */
  readonly firstOnly?: boolean
}

/** The keys of an action, as caps. */
export const Shortcut = ({ id, firstOnly = false }: ShortcutProps) => {
  const isMac = useOs() === 'macos'
  const combos = combosOf(id)
  return (
    <Group gap={6} wrap="nowrap" component="span">
      {(firstOnly ? combos.slice(0, 1) : combos).map((combo) => (
        <Group key={combo} gap={4} wrap="nowrap" component="span">
          {keysOf(combo, isMac).map((key) => (
            <Kbd key={key} size="xs" aria-hidden>
              {key}
            </Kbd>
          ))}
          <VisuallyHidden>{keysOf(combo, isMac).join(' + ')}</VisuallyHidden>
        </Group>
      ))}
    </Group>
  )
}

/** The first combination as plain text, for tooltips and `aria-keyshortcuts`. */
export const useShortcutText = (id: HotkeyId): string => {
  const isMac = useOs() === 'macos'
  const [combo] = combosOf(id)
  return combo === undefined ? '' : keysOf(combo, isMac).join('+')
}
