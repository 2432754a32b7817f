import { useEffect, useState } from 'react'

/** The time by this machine, again every `ms`; clocks on a screen share the same beat. */
export function useNow(ms = 1000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), ms)
    return () => clearInterval(timer)
  }, [ms])
  return now
}
