import { useHotkeys } from '@mantine/hooks'
import { combosOf, type HotkeyId } from './hotkeys'

/** Answers a key of the list, inside text fields too, while the caller is on screen. */
export const useHotkey = (id: HotkeyId, handler: () => void, enabled = true): void => {
  useHotkeys(
    enabled ? combosOf(id).map((combo) => [combo, handler, { preventDefault: true }]) : [],
    [],
    true,
  )
}
