import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { OutputOf } from '../../shared/contracts/contract'
import type { VaultContract } from '../../shared/contracts/vault'
import { callVault, useClient } from '../client/client'

export type PassphraseRating = OutputOf<VaultContract['passphrase.rate']>

const typingPauseMs = 150

/**
 * How well a passphrase withstands guessing, rated by the vault; `null` while it is empty or not
 * rated yet. Asked directly and never cached: a cache key would keep the passphrase.
 */
export const usePassphraseRating = (passphrase: string): PassphraseRating | null => {
  const bridge = useClient()
  const [settled] = useDebouncedValue(passphrase, typingPauseMs)
  const [rated, setRated] = useState<{ of: string; rating: PassphraseRating } | null>(null)
  useEffect(() => {
    if (settled === '') return
    let isLatest = true
    callVault(bridge, 'passphrase.rate', { passphrase: settled }).then(
      (rating) => {
        if (isLatest) setRated({ of: settled, rating })
      },
      () => {
        // No rating, no meter: the vault still refuses a weak one when it is set.
      },
    )
    return () => {
      isLatest = false
    }
  }, [bridge, settled])
  return rated !== null && rated.of === passphrase ? rated.rating : null
}
