/** Colour beside the word for how a removal stands; never the colour alone. */
export const removalColours = {
  balloting: 'ink',
  carried: 'yellow',
  rejected: 'gray',
  entered: 'gray',
} as const
