import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { CrashPage } from './CrashPage'
import { HomeRedirect } from './HomeRedirect'
import { InsideLayout } from './InsideLayout'
import { NotFoundPage } from './NotFoundPage'
import { OutsideLayout } from './OutsideLayout'
import { RootLayout } from './RootLayout'

/** Names of pages, for the window's title. A case is never named there: titles show in task bars. */
type PageTitle =
  | 'unlock'
  | 'found'
  | 'join'
  | 'nightCall'
  | 'waiting'
  | 'notices'
  | 'notice'
  | 'exchange'
  | 'meeting'
  | 'meetingServers'
  | 'cases'
  | 'case'
  | 'intake'
  | 'callCard'
  | 'committee'
  | 'removal'
  | 'frozen'
  | 'playbook'
  | 'settings'
  | 'ties'
  | 'help'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    title?: PageTitle
  }
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}

const vault = () => import('../features/vault')
const committee = () => import('../features/committee')
const members = () => import('../features/members')
const notices = () => import('../features/notices')
const exchange = () => import('../features/exchange')
const meeting = () => import('../features/meeting')
const settings = () => import('../features/settings')
const cases = () => import('../features/cases')
const intake = () => import('../features/intake')

const root = createRootRoute({ component: RootLayout })

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomeRedirect })

/** Pages of a locked laptop: no case is on any of them. */
const outside = createRoute({ getParentRoute: () => root, id: 'outside', component: OutsideLayout })

const unlock = createRoute({
  getParentRoute: () => outside,
  path: '/unlock',
  component: lazyRouteComponent(vault, 'UnlockPage'),
  staticData: { title: 'unlock' },
})

const found = createRoute({
  getParentRoute: () => outside,
  path: '/found',
  component: lazyRouteComponent(vault, 'FoundPage'),
  staticData: { title: 'found' },
})

const join = createRoute({
  getParentRoute: () => outside,
  path: '/join',
  component: lazyRouteComponent(vault, 'JoinPage'),
  staticData: { title: 'join' },
})

const night = createRoute({
  getParentRoute: () => outside,
  path: '/night',
  /** The folder of the vault that the call is sealed to. */
  validateSearch: (search): { folder: string } => ({ folder: String(search.folder ?? '') }),
  component: lazyRouteComponent(intake, 'NightCallPage'),
  staticData: { title: 'nightCall' },
})

/** Pages of an open vault. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: InsideLayout })

const waiting = createRoute({
  getParentRoute: () => inside,
  path: '/waiting',
  component: lazyRouteComponent(notices, 'WaitingPage'),
  staticData: { title: 'waiting' },
})

const noticeList = createRoute({
  getParentRoute: () => inside,
  path: '/notices',
  component: lazyRouteComponent(notices, 'NoticeListPage'),
  staticData: { title: 'notices' },
})

const notice = createRoute({
  getParentRoute: () => inside,
  path: '/notices/$noticeId',
  component: lazyRouteComponent(notices, 'NoticePage'),
  staticData: { title: 'notice' },
})

const exchangePage = createRoute({
  getParentRoute: () => inside,
  path: '/exchange',
  component: lazyRouteComponent(exchange, 'ExchangePage'),
  staticData: { title: 'exchange' },
})

const meetingPage = createRoute({
  getParentRoute: () => inside,
  path: '/meeting',
  component: lazyRouteComponent(meeting, 'MeetingPage'),
  staticData: { title: 'meeting' },
})

const meetingServers = createRoute({
  getParentRoute: () => inside,
  path: '/meeting/servers',
  component: lazyRouteComponent(meeting, 'MeetingServersPage'),
  staticData: { title: 'meetingServers' },
})

const caseList = createRoute({
  getParentRoute: () => inside,
  path: '/cases',
  component: lazyRouteComponent(cases, 'CaseListPage'),
  staticData: { title: 'cases' },
})

const caseFile = createRoute({
  getParentRoute: () => inside,
  path: '/cases/$caseId',
  component: lazyRouteComponent(cases, 'CasePage'),
  staticData: { title: 'case' },
})

const newReport = createRoute({
  getParentRoute: () => inside,
  path: '/intake/new',
  component: lazyRouteComponent(intake, 'NewReportPage'),
  staticData: { title: 'intake' },
})

const openIntake = createRoute({
  getParentRoute: () => inside,
  path: '/intake/$intakeId',
  component: lazyRouteComponent(intake, 'IntakePage'),
  staticData: { title: 'intake' },
})

const callCard = createRoute({
  getParentRoute: () => inside,
  path: '/call-card',
  component: lazyRouteComponent(intake, 'CallCardPage'),
  staticData: { title: 'callCard' },
})

const memberList = createRoute({
  getParentRoute: () => inside,
  path: '/committee',
  validateSearch: (search): { tab?: 'people' | 'joining' | 'leaving' } =>
    search.tab === 'joining' || search.tab === 'leaving' ? { tab: search.tab } : {},
  component: lazyRouteComponent(members, 'MembersPage'),
  staticData: { title: 'committee' },
})

const removal = createRoute({
  getParentRoute: () => inside,
  path: '/committee/removals/$matterId',
  component: lazyRouteComponent(members, 'RemovalPage'),
  staticData: { title: 'removal' },
})

const frozen = createRoute({
  getParentRoute: () => inside,
  path: '/frozen',
  component: lazyRouteComponent(members, 'FrozenPage'),
  staticData: { title: 'frozen' },
})

const playbook = createRoute({
  getParentRoute: () => inside,
  path: '/playbook',
  component: lazyRouteComponent(committee, 'PlaybookPage'),
  staticData: { title: 'playbook' },
})

const playbookEditor = createRoute({
  getParentRoute: () => inside,
  path: '/playbook/edit',
  component: lazyRouteComponent(committee, 'PlaybookEditorPage'),
  staticData: { title: 'playbook' },
})

const settingsPage = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(settings, 'SettingsPage'),
  staticData: { title: 'settings' },
})

const ties = createRoute({
  getParentRoute: () => inside,
  path: '/ties',
  component: lazyRouteComponent(notices, 'TiesPage'),
  staticData: { title: 'ties' },
})

const help = createRoute({
  getParentRoute: () => inside,
  path: '/help',
  component: lazyRouteComponent(settings, 'HelpPage'),
  staticData: { title: 'help' },
})

const routeTree = root.addChildren([
  home,
  outside.addChildren([unlock, found, join, night]),
  inside.addChildren([
    waiting,
    noticeList,
    notice,
    exchangePage,
    meetingPage,
    meetingServers,
    caseList,
    caseFile,
    newReport,
    openIntake,
    callCard,
    memberList,
    removal,
    frozen,
    playbook,
    playbookEditor,
    settingsPage,
    ties,
    help,
  ]),
])

/** The address is in memory only: no history of visited cases is kept by the browser. */
export const createAppRouter = () =>
  createRouter({
    routeTree,
    history: createMemoryHistory({ initialEntries: ['/'] }),
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingMinMs: 0,
    scrollRestoration: false,
  })
