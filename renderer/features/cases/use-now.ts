import { useEffect, useState } from 'react'

const minuteMs = 60_000

/** The time now, renewed once a minute: deadlines are read in hours. */
export const useNowMs = (): number => {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), minuteMs)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}
