import { describeScreens } from '../support/describe-screens'
import { joinScreens, memberScreens } from './screens'

describeScreens('the screens of joining and of the committee', [...joinScreens, ...memberScreens])
