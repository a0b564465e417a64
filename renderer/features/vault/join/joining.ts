import type { VaultOutput } from '../../../client/client'
import { emptyNewPassphrase, type NewPassphrase } from '../../../components/NewPassphraseFields'

export type Invitation = VaultOutput<'join.readCode'>

/** Everything that the newcomer has entered so far; kept when they go back a step. */
export interface Joining {
  readonly code: string
  /** What the code says, once it was read. */
  readonly invitation: Invitation | null
  readonly memberName: string
  readonly aliases: readonly string[]
  readonly employer: string
  readonly label: string
  /** Empty for the app's own place. */
  readonly parentFolder: string
  readonly isAgreed: boolean
  readonly passphrase: NewPassphrase
}

export const createJoining = (label: string): Joining => ({
  code: '',
  invitation: null,
  memberName: '',
  aliases: [],
  employer: '',
  label,
  parentFolder: '',
  isAgreed: false,
  passphrase: emptyNewPassphrase,
})

/** Who is a member already says nothing about themselves again but their name, for the kit. */
export const isNewMember = ({ invitation }: Joining): boolean => invitation?.purpose === 'join'

/** Whether the fields about the person are filled in as far as this code asks for them. */
export const isAboutYouReady = (joining: Joining): boolean =>
  [joining.memberName, joining.label, ...(isNewMember(joining) ? [joining.employer] : [])].every(
    (text) => text.trim() !== '',
  )

export interface StepProps {
  readonly joining: Joining
  readonly onChange: (change: Partial<Joining>) => void
}
