import type { Found } from './compare-names'
import { isHandleOf } from './names'
import type { Handle } from './read-handle'
import type { Name } from './read-name'

/** Three signs are somebody else's handle on the next platform. */
const minHandleLetters = 4

/** Two handles. Symmetric. */
export const compareHandles = (a: Handle, b: Handle): Found | null => {
  if (a.squeezed !== b.squeezed) return null
  if (a.base !== b.base) return { certainty: 'likely', reason: 'similar-handle' }
  const areNumbersApart =
    a.discriminator !== null && b.discriminator !== null && a.discriminator !== b.discriminator
  if (a.host !== b.host || areNumbersApart)
    return { certainty: 'likely', reason: 'same-handle-elsewhere' }
  return a.host !== null || a.squeezed.length >= minHandleLetters
    ? { certainty: 'same', reason: 'same-handle' }
    : { certainty: 'likely', reason: 'same-short-handle' }
}

/** `@adamoss`, `moss.ada`, `amoss` for Ada Moss; a single word for itself. */
export const compareHandleWithName = (handle: Handle, name: Name): Found | null =>
  isHandleOf(handle.squeezed, name) ? { certainty: 'likely', reason: 'handle-like-name' } : null
