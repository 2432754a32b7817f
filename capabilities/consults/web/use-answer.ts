import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { call } from '#platform/web/api.ts'
import { useLanguage } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { notice } from '#platform/web/ui/notices.tsx'
import { problemText } from '#platform/web/use-problem.ts'
import * as contract from '../contract.ts'

/**
 * Answering a page: one press accepts and opens the case, another passes to the next person. An acceptance is never
 * kept for later: without a link it fails at once and says so.
 */
export function useAnswer(consultId: string) {
  const queries = useQueryClient()
  const language = useLanguage()
  const navigate = useNavigate()
  const key = useRef(crypto.randomUUID())
  const again = async () => await queries.invalidateQueries()
  const accept = useMutation({
    mutationFn: async () => await call(contract.acceptConsult, { consultId }, { key: key.current }),
    onSuccess: async () => {
      await navigate({ to: path.consult(consultId) })
      await again()
    },
    onError: async (error) => {
      // the card that was pressed vanishes with the next fetch; the sentence must not
      notice(problemText(error, language) ?? '')
      await again()
    },
  })
  const pass = useMutation({
    mutationFn: async () => await call(contract.passConsult, { consultId }, { key: crypto.randomUUID() }),
    onError: (error) => notice(problemText(error, language) ?? ''),
    onSettled: again,
  })
  return { accept, pass }
}
