import classes from './Facts.module.css'

interface FactsProps {
  /** Label and value; what has no value is left out. */
  readonly facts: readonly (readonly [string, string])[]
  /** Short facts stand beside each other. */
  readonly isShort?: boolean
}

/** Labels with what is known, as a description list. */
export const Facts = ({ facts, isShort = false }: FactsProps) => (
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
