import { useEffect, useRef } from 'react'
import { useClient } from '../../client/client'

/** A search asks around on the network: it ends when nobody looks at what it finds any more. */
export const useStopLooking = (isLooking: boolean): void => {
  const bridge = useClient()
  const latest = useRef(isLooking)
  useEffect(() => {
    latest.current = isLooking
  }, [isLooking])
  useEffect(
    () => () => {
      if (latest.current) void bridge.vault['meeting.look']({ on: false })
    },
    [bridge],
  )
}
