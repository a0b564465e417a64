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
  | 'nightCall'
  | 'cases'
  | 'case'
  | 'intake'
  | 'callCard'
  | 'committee'
  | 'playbook'
  | 'settings'
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

const members = createRoute({
  getParentRoute: () => inside,
  path: '/committee',
  component: lazyRouteComponent(committee, 'CommitteePage'),
  staticData: { title: 'committee' },
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

const help = createRoute({
  getParentRoute: () => inside,
  path: '/help',
  component: lazyRouteComponent(settings, 'HelpPage'),
  staticData: { title: 'help' },
})

const routeTree = root.addChildren([
  home,
  outside.addChildren([unlock, found, night]),
  inside.addChildren([
    caseList,
    caseFile,
    newReport,
    openIntake,
    callCard,
    members,
    playbook,
    playbookEditor,
    settingsPage,
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
