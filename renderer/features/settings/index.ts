export { HelpPage } from './HelpPage'
export { SettingsPage } from './SettingsPage'
