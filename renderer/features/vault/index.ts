export { FoundPage } from './found/FoundPage'
export { UnlockPage } from './UnlockPage'
