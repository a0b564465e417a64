import { everything } from '../support/axe'
import { describeScreens } from '../support/describe-screens'
import { caseScreens, intakeScreens } from './screens'

describeScreens('the screens of intake and cases', [...intakeScreens, ...caseScreens], everything)
