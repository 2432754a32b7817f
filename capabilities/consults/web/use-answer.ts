import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { call } from '#platform/web/api.ts'
import { path } from '#platform/web/path.ts'
import * as contract from '../contract.ts'

/**
 * Answering a page: one press accepts and opens the case, another passes to the next person. An acceptance is never
 * kept for later: without a link it fails at once and says so.
 */
export function useAnswer(consultId: string) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const key = useRef(crypto.randomUUID())
  const again = async () => await queries.invalidateQueries()
  const accept = useMutation({
    mutationFn: async () => await call(contract.acceptConsult, { consultId }, { key: key.current }),
    onSuccess: async () => {
      await navigate({ to: path.consult(consultId) })
      await again()
    },
    onError: again,
  })
  const pass = useMutation({
    mutationFn: async () => await call(contract.passConsult, { consultId }, { key: crypto.randomUUID() }),
    onSettled: again,
  })
  return { accept, pass }
}
