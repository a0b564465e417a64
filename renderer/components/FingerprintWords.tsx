import classes from './FingerprintWords.module.css'

interface FingerprintWordsProps {
  readonly words: readonly string[]
  readonly label: string
  /** To be read aloud from across a table. */
  readonly large?: boolean
  /** The number of the first word, where they are shown in parts. */
  readonly start?: number
}

/** The words of a device's key, numbered, so that two people never lose the line. */
export const FingerprintWords = ({
  words,
  label,
  large = false,
  start = 1,
}: FingerprintWordsProps) => (
  <ol
    className={classes.words}
    data-large={large || undefined}
    start={start}
    aria-label={label}
    translate="no"
  >
    {words.map((word, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: words may repeat and never move
      <li key={index}>
        <span className={classes.number} aria-hidden>
          {start + index}
        </span>
        {word}
      </li>
    ))}
  </ol>
)
