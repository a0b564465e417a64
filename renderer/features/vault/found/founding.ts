import type { Playbook } from '../../../../shared/domain/playbook'
import { emptyNewPassphrase, type NewPassphrase } from '../../../components/NewPassphraseFields'

/** Everything the wizard has been told so far; kept when a person goes back a step. */
export interface Founding {
  readonly committeeName: string
  readonly memberName: string
  readonly employer: string
  readonly label: string
  /** Empty for the app's own place. */
  readonly parentFolder: string
  readonly playbookId: string
  /** A copy of that playbook being edited, as text; `null` where it is taken as it is. */
  readonly editedJson: string | null
  /** The edited copy after the vault found nothing wrong with it. */
  readonly editedPlaybook: Playbook | null
  /** Version of the agreement that was accepted; another playbook asks again. */
  readonly acceptedAgreement: string | null
  readonly passphrase: NewPassphrase
}

export const createFounding = (label: string): Founding => ({
  committeeName: '',
  memberName: '',
  employer: '',
  label,
  parentFolder: '',
  playbookId: 'kubernetes',
  editedJson: null,
  editedPlaybook: null,
  acceptedAgreement: null,
  passphrase: emptyNewPassphrase,
})

/** What an acceptance names: the version of the playbook's agreement. */
export const agreementOf = (playbook: Playbook): string =>
  String(playbook.confidentialityAgreement.version)

export interface StepProps {
  readonly founding: Founding
  readonly onChange: (change: Partial<Founding>) => void
}
