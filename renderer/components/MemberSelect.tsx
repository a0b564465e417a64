import { Select } from '@mantine/core'
import type { MemberName } from '../../shared/contracts/committee-views'
import type { MemberId } from '../../shared/domain/terms'

interface MemberSelectProps {
  readonly label: string
  readonly description?: string
  readonly members: readonly MemberName[]
  readonly value: MemberId | null
  readonly onChange: (memberId: MemberId | null) => void
  /** Offers to choose nobody. */
  readonly clearLabel?: string
}

/** One of some members, by name. */
export const MemberSelect = ({
  label,
  description,
  members,
  value,
  onChange,
  clearLabel,
}: MemberSelectProps) => (
  <Select
    label={label}
    data={members.map(({ memberId, name }) => ({ value: memberId, label: name }))}
    value={value}
    clearable={clearLabel !== undefined}
    comboboxProps={{ withinPortal: true }}
    {...(description === undefined ? {} : { description })}
    {...(clearLabel === undefined
      ? { allowDeselect: false }
      : { clearButtonProps: { 'aria-label': clearLabel } })}
    onChange={(chosen) =>
      onChange(members.find(({ memberId }) => memberId === chosen)?.memberId ?? null)
    }
  />
)
