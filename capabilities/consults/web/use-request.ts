import { useContext, useEffect, useRef, useState } from 'react'
import type { InputOf } from '#platform/contract/endpoint.ts'
import { CallProblem, call } from '#platform/web/api.ts'
import { VaultContext } from '#platform/web/use-draft.ts'
import * as contract from '../contract.ts'

/** A request that reached nobody: kept with the moment of the press, never sent by itself. */
export type Unsent = { input: InputOf<typeof contract.requestConsult>; key: string; pressedAt: number }

const kept = 'unsent/request'

/**
 * Sends the red button's request. Without a link it is kept as not sent, with its key, so that one press later sends
 * the very same request once; it never queues silently, so that nothing rings forty minutes late.
 */
export function useRequest(onDone: (consultId: string) => void) {
  const vault = useContext(VaultContext)
  const [unsent, setUnsent] = useState<Unsent | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isSending, setIsSending] = useState(false)
  const key = useRef(crypto.randomUUID())
  useEffect(() => {
    void vault?.find(kept).then((found) => {
      if (found) setUnsent(found as Unsent)
    })
  }, [vault])
  const discard = () => {
    setUnsent(null)
    key.current = crypto.randomUUID()
    void vault?.forget(kept)
  }
  const attempt = async (request: Unsent) => {
    setIsSending(true)
    setRefusal(null)
    try {
      const { consultId } = await call(contract.requestConsult, request.input, { key: request.key })
      discard()
      onDone(consultId)
    } catch (error) {
      if (error instanceof CallProblem && error.problem === 'offline') {
        setUnsent(request)
        await vault?.keep(kept, request)
      } else {
        key.current = crypto.randomUUID()
        setRefusal(error)
      }
    } finally {
      setIsSending(false)
    }
  }
  return {
    unsent,
    refusal,
    isSending,
    discard,
    send: (input: Unsent['input']) => void attempt({ input, key: key.current, pressedAt: Date.now() }),
    again: () => unsent && void attempt(unsent),
  }
}
