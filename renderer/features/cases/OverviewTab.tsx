import { AnswersCard } from './AnswersCard'
import { EmergenciesCard } from './EmergenciesCard'
import { LadderCard } from './LadderCard'
import classes from './OverviewTab.module.css'
import { RatingCard } from './RatingCard'
import { SafetyCard } from './SafetyCard'
import { SeenElsewhereCard } from './SeenElsewhereCard'
import { TakedownsCard } from './TakedownsCard'
import { TasksCard } from './TasksCard'
import { ToldCard } from './ToldCard'

/** What is known, what is to be done, what the reporter was told. */
export const OverviewTab = () => (
  <div className={classes.grid}>
    <div className={classes.column}>
      <SafetyCard />
      <TasksCard />
      <AnswersCard />
      <SeenElsewhereCard />
      <TakedownsCard />
    </div>
    <div className={classes.column}>
      <RatingCard />
      <ToldCard />
      <LadderCard />
      <EmergenciesCard />
    </div>
  </div>
)
