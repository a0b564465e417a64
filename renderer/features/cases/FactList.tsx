import classes from './FactList.module.css'

interface FactListProps {
  /** Label and value; what has no value is left out. */
  readonly facts: readonly (readonly [string, string])[]
  /** Short facts stand beside each other. */
  readonly isShort?: boolean
}

/** Labels with what is known, as a description list. */
export const FactList = ({ facts, isShort = false }: FactListProps) => (
  <dl className={classes.list} data-short={isShort || undefined}>
    {facts
      .filter(([, value]) => value.trim() !== '')
      .map(([label, value]) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)
