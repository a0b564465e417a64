import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { OutputOf } from '../../shared/contracts/contract'
import type { VaultContract } from '../../shared/contracts/vault'
import { callVault, useClient } from '../client/client'

export type PassphraseRating = OutputOf<VaultContract['passphrase.rate']>

export interface RatedPassphrase {
  readonly passphrase: string
  /** `null` while the passphrase is empty, not rated yet, or cannot be rated. */
  readonly rating: PassphraseRating | null
  /** Whether the rating is still on its way. */
  readonly isPending: boolean
}

interface Rated {
  readonly of: string
  readonly rating: PassphraseRating | null
}

const typingPauseMs = 150

/**
 * How well a passphrase withstands guessing, rated by the vault. Asked directly and never cached: a
 * cache key would keep the passphrase.
 */
export const usePassphraseRating = (passphrase: string): RatedPassphrase => {
  const bridge = useClient()
  const [settled] = useDebouncedValue(passphrase, typingPauseMs)
  const [rated, setRated] = useState<Rated>({ of: '', rating: null })
  useEffect(() => {
    if (settled === '') return
    let isLatest = true
    const keep = (rating: PassphraseRating | null) => {
      if (isLatest) setRated({ of: settled, rating })
    }
    callVault(bridge, 'passphrase.rate', { passphrase: settled }).then(keep, () => keep(null))
    return () => {
      isLatest = false
    }
  }, [bridge, settled])
  const isRated = rated.of === passphrase
  return {
    passphrase,
    rating: isRated ? rated.rating : null,
    isPending: !isRated && passphrase !== '',
  }
}

interface PressAfterRating {
  readonly press: () => void
  /** Whether a press waits for the rating. */
  readonly isWaiting: boolean
}

/**
 * A submit button that may be pressed before the rating is there: the press waits for it and then
 * runs `submit`. Typing another passphrase meanwhile takes the press back.
 */
export const usePressAfterRating = (
  { passphrase, isPending }: RatedPassphrase,
  submit: () => void,
): PressAfterRating => {
  const [pressedFor, setPressedFor] = useState<string | null>(null)
  const isWaiting = pressedFor === passphrase && isPending
  useEffect(() => {
    if (pressedFor === null || isWaiting) return
    setPressedFor(null)
    if (pressedFor === passphrase) submit()
  })
  return { isWaiting, press: () => (isPending ? setPressedFor(passphrase) : submit()) }
}
