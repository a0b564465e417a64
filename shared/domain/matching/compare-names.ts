import { isWithinEdits } from './edit-distance'
import { toLooks } from './letters'
import type { Certainty, MatchReason } from './match'
import { affixesOf, isHandleOf } from './names'
import { isTelling, type Name, type NamePart } from './read-name'

export interface Found {
  readonly certainty: Certainty
  readonly reason: MatchReason
}

const same = (reason: MatchReason): Found => ({ certainty: 'same', reason })
const likely = (reason: MatchReason): Found => ({ certainty: 'likely', reason })

/** Two names as read. Symmetric. */
export const compareNames = (a: Name, b: Name): Found | null =>
  compareJoined(a, b) ??
  compareWritten(a, b) ??
  compareWritten(b, a) ??
  compareParts(a, b, 'text') ??
  compareAffixes(a, b) ??
  atMostLikely(compareParts(a, b, 'sound'), 'same-sounding') ??
  atMostLikely(compareParts(a, b, 'looks'), 'same-looking') ??
  compareSpelling(a, b)

const compareJoined = (a: Name, b: Name): Found | null => {
  if (a.joined !== b.joined) return null
  if (a.isFull && b.isFull) return same('same-name')
  return likely(a.parts.length > 1 !== b.parts.length > 1 ? 'handle-like-name' : 'same-short-name')
}

/** A single word that is a handle without its sign: `amoss`. */
const compareWritten = (word: Name, name: Name): Found | null =>
  word.parts.length === 1 && name.parts.length > 1 && isHandleOf(toLooks(word.joined), name)
    ? likely('handle-like-name')
    : null

/** "山田" of "山田太郎". */
const compareAffixes = (a: Name, b: Name): Found | null =>
  affixesOf(a).includes(b.joined) || affixesOf(b).includes(a.joined) ? likely('part-of-name') : null

/** A short word sounds or looks like many others. */
const minSoundLetters = 4

const atMostLikely = (found: Found | null, reason: MatchReason): Found | null =>
  found && likely(reason)

interface Shared {
  readonly telling: readonly string[]
  readonly restA: readonly NamePart[]
  readonly restB: readonly NamePart[]
}

const shareOut = (a: Name, b: Name, by: 'text' | 'sound' | 'looks'): Shared => {
  const restB = [...b.parts]
  const telling: string[] = []
  const restA = a.parts.filter((part) => {
    const at = restB.findIndex((other) => other[by] === part[by])
    if (at < 0) return true
    const [other] = restB.splice(at, 1)
    if (other && isTelling(part) && isTelling(other)) telling.push(part[by])
    return false
  })
  return { telling, restA: restA.filter(isNoParticle), restB: restB.filter(isNoParticle) }
}

const isNoParticle = (part: NamePart): boolean => !part.isParticle

/** Initials of one side stand for whole parts of the other: how many do, and what is left. */
const pairInitials = (initials: readonly NamePart[], wholes: readonly NamePart[]) => {
  const open = [...wholes]
  const unpaired = initials.filter((initial) => {
    const at = open.findIndex((whole) => whole.text.startsWith(initial.text))
    if (at >= 0) open.splice(at, 1)
    return at < 0
  })
  return { pairs: initials.length - unpaired.length, unpaired: unpaired.length, open: open.length }
}

const compareParts = (a: Name, b: Name, by: 'text' | 'sound' | 'looks'): Found | null => {
  const { telling, restA, restB } = shareOut(a, b, by)
  if (telling.length === 0) return null
  if (by !== 'text' && telling.length === 1 && (telling[0] ?? '').length < minSoundLetters)
    return null
  const isWhole = (part: NamePart) => !part.isInitial
  const ofA = pairInitials(
    restA.filter((part) => part.isInitial),
    restB.filter(isWhole),
  )
  const ofB = pairInitials(
    restB.filter((part) => part.isInitial),
    restA.filter(isWhole),
  )
  const pairs = ofA.pairs + ofB.pairs
  const areBothFull = a.isFull && b.isFull

  if (ofA.open === 0 && ofB.open === 0) {
    if (pairs + ofA.unpaired + ofB.unpaired === 0)
      return areBothFull ? same('same-name-parts') : likely('same-short-name')
    if (ofA.unpaired > 0 && ofB.unpaired > 0)
      return telling.length > 1 ? likely('initials-differ') : null
    if (areBothFull && telling.length > 1) return same('same-but-initials')
    return likely(pairs > 0 ? 'initials-fit' : 'part-of-name')
  }
  // All of one name stands in the other: an initial of it that stands nowhere speaks against it.
  const contained = ofB.open === 0 ? ofA : ofA.open === 0 ? ofB : null
  return contained?.unpaired === 0 ? likely('part-of-name') : null
}

/** Slips of the pen in what two names do not share; they must share something. */
const compareSpelling = (a: Name, b: Name): Found | null => {
  const { telling, restA, restB } = shareOut(a, b, 'sound')
  if (telling.length === 0 || restA.length === 0 || restB.length === 0) return null
  const joinedA = restA.map((part) => part.sound).join('')
  const joinedB = restB.map((part) => part.sound).join('')
  return isWithinEdits(joinedA, joinedB, editsFor(Math.max(joinedA.length, joinedB.length)))
    ? likely('similar-name')
    : null
}

/** Three letters or fewer differ by one in too many names. */
const editsFor = (length: number): number => (length < 4 ? -1 : length < 7 ? 1 : 2)
