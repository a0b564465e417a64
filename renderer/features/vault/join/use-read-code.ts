import { useState } from 'react'
import type { Failure } from '../../../../shared/errors/result'
import { callVault, toFailureError, useClient } from '../../../client/client'
import type { Invitation } from './joining'

interface ReadCode {
  /** @returns what the code says, or `null` when it was refused. */
  readonly read: (code: string) => Promise<Invitation | null>
  readonly failure: Failure | null
  readonly isReading: boolean
}

/** Asks the vault process what a code says. Never cached: a cache key would keep the code. */
export const useReadCode = (): ReadCode => {
  const bridge = useClient()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isReading, setIsReading] = useState(false)
  const read = async (code: string) => {
    setIsReading(true)
    setFailure(null)
    try {
      return await callVault(bridge, 'join.readCode', { code: code.trim() })
    } catch (thrown) {
      setFailure(toFailureError(thrown).failure)
      return null
    } finally {
      setIsReading(false)
    }
  }
  return { read, failure, isReading }
}
