export { CallCardPage } from './CallCardPage'
export { IntakePage } from './IntakePage'
export { NewReportPage } from './NewReportPage'
export { NightCallPage } from './NightCallPage'
