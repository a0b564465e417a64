import type { MenuItemConstructorOptions } from 'electron'
import texts from '../../../resources/locales/en/shell.json'

export interface MenuActions {
  lock(): void
  blank(): void
  quit(): void
}

export interface MenuFacts {
  readonly isMac: boolean
  readonly isProduction: boolean
}

/**
 * The application menu. Keys of lock and blank belong to the window, which shows and handles them
 * wherever it runs; here they are only written beside their items. A production menu has neither
 * reload nor developer tools.
 */
export const buildMenu = (facts: MenuFacts, actions: MenuActions): MenuItemConstructorOptions[] => [
  {
    label: 'Conclave',
    submenu: [
      {
        id: 'lock',
        label: texts.menu.lock,
        accelerator: 'CmdOrCtrl+L',
        registerAccelerator: false,
        click: () => actions.lock(),
      },
      {
        id: 'blank',
        label: texts.menu.blank,
        accelerator: 'F8',
        registerAccelerator: false,
        click: () => actions.blank(),
      },
      { type: 'separator' },
      {
        id: 'quit',
        label: texts.menu.quit,
        accelerator: facts.isMac ? 'Cmd+Q' : 'Ctrl+Q',
        click: () => actions.quit(),
      },
    ],
  },
  {
    label: texts.menu.edit,
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'pasteAndMatchStyle' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  },
  {
    label: texts.menu.view,
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(facts.isProduction
        ? []
        : ([
            { type: 'separator' },
            { role: 'reload' },
            { role: 'toggleDevTools' },
          ] satisfies MenuItemConstructorOptions[])),
    ],
  },
]
