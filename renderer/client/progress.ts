import { useEffect, useState } from 'react'
import type { VaultEvent } from '../../shared/contracts/vault'
import { useClient } from './bridge'

type ProgressEvent = Extract<VaultEvent, { kind: 'progress' }>

/** @returns how far the vault says a task is: 0..1, or `null` while that is not known. */
export const useProgress = (task: ProgressEvent['task']): number | null => {
  const bridge = useClient()
  const [fraction, setFraction] = useState<number | null>(null)
  useEffect(
    () =>
      bridge.onVaultEvent((event) => {
        if (event.kind === 'progress' && event.task === task) setFraction(event.fraction)
      }),
    [bridge, task],
  )
  return fraction
}
