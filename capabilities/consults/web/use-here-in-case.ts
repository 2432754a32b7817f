import { useEffect } from 'react'
import { call } from '#platform/web/api.ts'
import * as contract from '../contract.ts'

const everyMs = 10_000

/** Says, while a case is open on the screen, that I am there; whoever accepted and stops saying so is called silent. */
export function useHereInCase(consultId: string): void {
  useEffect(() => {
    const say = () => void call(contract.openConsult, { consultId }).catch(() => undefined)
    say()
    const timer = setInterval(say, everyMs)
    return () => clearInterval(timer)
  }, [consultId])
}
