/**
 * Every key of the app, as data: the handlers, the help overlay, the settings page and the labels
 * on buttons all read this list. `mod` is Ctrl, or Cmd on a Mac.
 */
export const hotkeys = [
  { id: 'take-call', combo: 'mod+shift+C', group: 'reports' },
  { id: 'new-report', combo: 'mod+shift+N', group: 'reports' },
  { id: 'search', combo: 'mod+K', alsoCombo: 'mod+F', group: 'move' },
  { id: 'go-cases', combo: 'alt+1', group: 'move' },
  { id: 'go-committee', combo: 'alt+2', group: 'move' },
  { id: 'go-playbook', combo: 'alt+3', group: 'move' },
  { id: 'go-settings', combo: 'alt+4', group: 'move' },
  { id: 'blank-screen', combo: 'F8', group: 'safety' },
  { id: 'lock', combo: 'mod+L', group: 'safety' },
  { id: 'save', combo: 'mod+S', group: 'reports' },
  { id: 'finish', combo: 'mod+Enter', group: 'reports' },
  { id: 'help', combo: 'F1', group: 'move' },
] as const satisfies readonly Hotkey[]

export interface Hotkey {
  readonly id: string
  /** In the notation of Mantine's `useHotkeys`. */
  readonly combo: string
  readonly alsoCombo?: string
  readonly group: 'reports' | 'move' | 'safety'
}

export type HotkeyId = (typeof hotkeys)[number]['id']

export const hotkeyGroups = ['reports', 'move', 'safety'] as const

export const combosOf = (id: HotkeyId): readonly string[] => {
  const hotkey: Hotkey | undefined = hotkeys.find((candidate) => candidate.id === id)
  if (hotkey === undefined) return []
  return hotkey.alsoCombo === undefined ? [hotkey.combo] : [hotkey.combo, hotkey.alsoCombo]
}

/** The keys of a combination as they stand on this machine's keyboard. */
export const keysOf = (combo: string, isMac: boolean): readonly string[] =>
  combo.split('+').map((key) => {
    if (key === 'mod') return isMac ? '⌘' : 'Ctrl'
    if (key === 'shift') return isMac ? '⇧' : 'Shift'
    if (key === 'alt') return isMac ? '⌥' : 'Alt'
    return key
  })
