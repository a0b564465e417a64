export { FoundPage } from './found/FoundPage'
export { JoinPage } from './join/JoinPage'
export { UnlockPage } from './UnlockPage'
