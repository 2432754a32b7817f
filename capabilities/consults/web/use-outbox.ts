import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useContext, useEffect, useState } from 'react'
import type { InputOf } from '#platform/contract/endpoint.ts'
import { CallProblem, call } from '#platform/web/api.ts'
import { useLanguage } from '#platform/web/i18n/words.ts'
import { notice } from '#platform/web/ui/notices.tsx'
import { VaultContext } from '#platform/web/use-draft.ts'
import { useLinkState } from '#platform/web/use-link.ts'
import { problemText } from '#platform/web/use-problem.ts'
import * as thread from '../contract/thread.ts'

/** Refusals after which sending again cannot help; everything else is tried again. */
const neverAccepted = ['consult-is-over', 'not-found', 'invalid-input', 'idempotency-key-reused']

type Kind = InputOf<typeof thread.sendMessage>['kind']

/** A message that waits on this device; its id is made here, so that it arrives once however often it is sent. */
export type WaitingMessage = { messageId: string; text: string; sentAt: string; kind?: Kind }

/** Sends messages of a case; those written without a link are kept encrypted and go when it is back. */
export function useOutbox(consultId: string) {
  const vault = useContext(VaultContext)
  const queries = useQueryClient()
  const link = useLinkState()
  const language = useLanguage()
  const [waiting, setWaiting] = useState<WaitingMessage[]>([])
  const place = `outbox/${consultId}`
  const keep = useCallback(
    async (list: WaitingMessage[]) => {
      setWaiting(list)
      await (list.length > 0 ? vault?.keep(place, list) : vault?.forget(place))
    },
    [vault, place],
  )
  const flush = useCallback(
    async (list: readonly WaitingMessage[]) => {
      let left = [...list]
      for (const message of list) {
        try {
          await call(thread.sendMessage, { consultId, ...message }, { key: message.messageId })
          left = left.filter((each) => each !== message)
        } catch (error) {
          const isFinal = error instanceof CallProblem && neverAccepted.includes(error.problem)
          if (!isFinal) break
          notice(problemText(error, language) ?? '')
          left = left.filter((each) => each !== message)
        }
      }
      await keep(left)
      if (left.length < list.length) await queries.invalidateQueries({ queryKey: ['consult', consultId, 'messages'] })
    },
    [consultId, keep, queries, language],
  )
  useEffect(() => {
    if (!vault || !link.isOpen) return
    void vault.find(place).then(async (found) => {
      if (Array.isArray(found) && found.length > 0) await flush(found as WaitingMessage[])
    })
  }, [vault, link.isOpen, place, flush])
  const send = (text: string, kind?: Kind) => {
    const written = { messageId: crypto.randomUUID(), text, sentAt: new Date().toISOString() }
    const message = kind ? { ...written, kind } : written
    const list = [...waiting, message]
    void keep(list).then(async () => await flush(list))
  }
  return { waiting, send }
}
