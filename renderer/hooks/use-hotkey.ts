import { useHotkeys } from '@mantine/hooks'
import { useIsCovered } from './cover'
import { combosOf, type HotkeyId } from './hotkeys'

/** Answers a key of the list, inside text fields too, while the caller is on screen and not covered. */
export const useHotkey = (id: HotkeyId, handler: () => void, enabled = true): void => {
  const isCovered = useIsCovered()
  useHotkeys(
    enabled && !isCovered
      ? combosOf(id).map((combo) => [combo, handler, { preventDefault: true }])
      : [],
    [],
    true,
  )
}
