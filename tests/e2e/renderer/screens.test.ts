import { describeScreens } from '../support/describe-screens'
import { badThingScreens, insideScreens, vaultScreens } from './screens'

describeScreens('the screens of the vault, its settings and what goes wrong', [
  ...vaultScreens,
  ...badThingScreens,
  ...insideScreens,
])
