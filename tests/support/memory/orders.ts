/** What the app's process is told to do, from outside. Nothing in it is a text that is looked for. */
export type AppOrder =
  | {
      readonly do: 'open'
      readonly home: string
      readonly program: string
      readonly mayLackSandbox: boolean
    }
  | { readonly do: 'close' }
  /** Puts text in a field as a keyboard does; the page alone undoes the scrambling. */
  | { readonly do: 'type'; readonly label: string; readonly scrambled: string }
  | { readonly do: 'fill'; readonly label: string; readonly text: string }
  /** `name`: a regular expression. */
  | {
      readonly do: 'press'
      readonly role: 'button' | 'tab' | 'checkbox' | 'radio'
      readonly name: string
    }
  | { readonly do: 'wait'; readonly text: string }
  /** A row of the vault, through the page's own bridge. */
  | { readonly do: 'ask'; readonly row: string; readonly input: unknown }

/** Text in a form in which no search for it finds it. */
export const scramble = (text: string): string =>
  [...text].map((char) => (char.charCodeAt(0) ^ 0x55).toString(16).padStart(4, '0')).join('')
