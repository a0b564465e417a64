import { describeScreens } from '../support/describe-screens'
import { screens } from './screens'

describeScreens('the screens of meetings', screens)
