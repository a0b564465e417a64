export { FrozenPage } from './FrozenPage'
export { MembersPage } from './MembersPage'
export { RemovalPage } from './RemovalPage'
