/** What becomes of single letters when names are compared. Keys are lower case, without diacritics. */

const table = (pairs: string): ReadonlyMap<string, string> =>
  new Map(
    pairs
      .trim()
      .split(/\s+/)
      .map((pair) => [pair[0] as string, pair.slice(1)]),
  )

/** Letters that Unicode does not decompose, and Arabic letters that keyboards exchange. */
const plainLetters = table('łl øo đd ðd þth æae œoe ħh ŧt ŋn ıi ĸk ςσ ةه ىي یي کك ەه ھه ـ')

/** Letters of another alphabet that look like a Latin one, as small or as capital letters. */
const lookAlikes = table(
  'аa вb еe ѕs іi јj кk мm нh оo рp сc тt уy хx ԁd ԛq ԝw αa βb εe ζz ηn ιi κk μm νv οo ρp τt υy χx',
)

/** How Cyrillic and Greek names are usually written in Latin letters; what differs is folded after. */
const latinLetters = table(
  'аa бb вv гg ґg дd еe єe жzh зz иi іi кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щsh ъ ыi ь эe'
    .concat(' юiu яia ђdj јi љli њni ћc џdz ѕdz αa βv γg δd εe ζz ηi θt ιi κk λl μm νn ξks οo πp')
    .concat(' ρr σs τt υi φf χh ψps ωo'),
)

const replaceLetters = (text: string, letters: ReadonlyMap<string, string>): string => {
  let replaced = ''
  for (const letter of text) replaced += letters.get(letter) ?? letter
  return replaced
}

const ascii = /^[\x20-\x7e]*$/

export const toPlainLetters = (text: string): string =>
  ascii.test(text) ? text : replaceLetters(text, plainLetters)

/** The word as it looks: look-alikes of other alphabets become Latin letters (Unicode UTS 39, in small). */
export const toLooks = (word: string): string =>
  ascii.test(word) ? word : replaceLetters(word, lookAlikes)

/**
 * The word as it sounds, roughly: transliterated, and what spellings of one name differ in is dropped
 * (Müller, Mueller; Юлия, Yulia, Julia; Sofia, Sophia). Different names can sound alike: it is only
 * ever a reason to ask.
 */
export const toSound = (word: string): string =>
  (ascii.test(word) ? word : replaceLetters(word, latinLetters))
    .replace(/[aou]e|aa/g, (digraph) => digraph[0] as string)
    .replace(/sch|sh|tsch|tch|ch|kh|ph|th|ck|ou/g, (spelling) => sounds[spelling] ?? spelling)
    .replace(/[yjwqcz]/g, (letter) => sounds[letter] ?? letter)
    .replace(/(.)\1+/gu, '$1')

const sounds: Readonly<Record<string, string>> = {
  sch: 's',
  sh: 's',
  tsch: 'k',
  tch: 'k',
  ch: 'k',
  kh: 'h',
  ph: 'f',
  th: 't',
  ck: 'k',
  ou: 'u',
  y: 'i',
  j: 'i',
  w: 'v',
  q: 'k',
  c: 'k',
  z: 's',
}
