import type { ComponentType } from 'react'
import { DangerSection, IntakeSection, ScopeSection } from './IntakeSections'
import type { SectionProps } from './PlaybookParts'
import {
  AgreementSection,
  CommitteeSection,
  OverviewSection,
  TracksSection,
} from './PolicySections'
import { ConsequencesSection, DecidingSection, TalkingSection } from './ResponseSections'

interface PlaybookSection {
  readonly id:
    | 'overview'
    | 'scope'
    | 'intake'
    | 'danger'
    | 'deciding'
    | 'consequences'
    | 'talking'
    | 'tracks'
    | 'committee'
    | 'agreement'
  readonly Section: ComponentType<SectionProps>
}

/** The chapters of a playbook, in the order in which a case meets them. */
export const playbookSections: readonly [PlaybookSection, ...PlaybookSection[]] = [
  { id: 'overview', Section: OverviewSection },
  { id: 'scope', Section: ScopeSection },
  { id: 'intake', Section: IntakeSection },
  { id: 'danger', Section: DangerSection },
  { id: 'deciding', Section: DecidingSection },
  { id: 'consequences', Section: ConsequencesSection },
  { id: 'talking', Section: TalkingSection },
  { id: 'tracks', Section: TracksSection },
  { id: 'committee', Section: CommitteeSection },
  { id: 'agreement', Section: AgreementSection },
]
