import fc from 'fast-check'

const given = [
  'Ada',
  'Jürgen',
  'Łucja',
  'Søren',
  'Chidera',
  'Priya',
  'Nguyễn',
  'Sinéad',
  'Анна',
  'Юлия',
  'Νίκος',
  'Jean-Luc',
  'Mohammed',
  'Muhamad',
  'Wei',
  'Li',
  'Bo',
  'A.',
  'K',
  '山田',
  '민수',
  'علي',
  'राधिका',
  'Dr.',
]
const family = [
  'Moss',
  'Müller',
  'Mueller',
  'de Silva',
  'van der Berg',
  'Okonkwo',
  'Grünfeld',
  'Маркова',
  'Markova',
  "O'Brannagh",
  'Moss-Harbor',
  'García López',
  'Weiß',
  '太郎',
  '김',
  'موسوي',
  'शर्मा',
  'Na',
  'B.',
]

/** Made-up names of many cultures, in the ways that people write them. */
export const writtenNames = fc
  .tuple(fc.constantFrom(...given), fc.constantFrom('', 'K. ', 'Ada '), fc.constantFrom(...family))
  .chain(([first, middle, last]) =>
    fc.constantFrom(
      `${first} ${middle}${last}`,
      `${last}, ${first}`,
      `${last} ${first}`,
      first,
      last,
    ),
  )

/** Handles made of the same names, and what they may stand beside. */
export const writtenHandles = fc
  .tuple(
    fc.constantFrom('ada', 'chidera', 'wei', 'юлия', 'a_b'),
    fc.constantFrom('moss', 'li', 'okonkwo'),
  )
  .chain(([first, last]) =>
    fc.constantFrom(
      `@${first}${last}`,
      `${first}_${last}`,
      `${first}.${last}@mail.example`,
      `${last}${first}`,
      `${first[0]}${last}`,
      `https://forge.example/${first}-${last}`,
      `${first}#1234`,
      `Chat: ${last}`,
    ),
  )

export const freeText = fc.oneof(
  writtenNames,
  writtenHandles,
  fc.tuple(writtenNames, writtenHandles).map(([name, handle]) => `${name} (${handle})`),
  fc.string({ unit: 'grapheme', maxLength: 24 }),
)
