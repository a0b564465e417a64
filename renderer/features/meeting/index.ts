export { MeetingPage } from './MeetingPage'
export { MeetingServersPage } from './MeetingServersPage'
