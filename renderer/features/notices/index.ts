export { NoticeListPage } from './NoticeListPage'
export { NoticePage } from './NoticePage'
export { TiesPage } from './TiesPage'
export { WaitingPage } from './WaitingPage'
