import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { thisDevice } from '#capabilities/identity/web/index.tsx'
import { fetchImagesEarly } from '#capabilities/imaging/web/index.tsx'
import { CallProblem, call } from '#platform/web/api.ts'
import { useLanguage } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { notice } from '#platform/web/ui/notices.tsx'
import { problemText } from '#platform/web/use-problem.ts'
import * as contract from '../contract.ts'

const againAfterMs = 1000
const againTimes = 15

const isLinkLost = (error: unknown): boolean => error instanceof CallProblem && error.status === 0

/**
 * Answering a page: one press accepts and opens the case, another passes to the next person. An acceptance is never
 * kept for later: the press lasts through a short break of the link, then it fails and says so.
 */
export function useAnswer({ id: consultId, patient }: { id: string; patient: { id: string } | null }) {
  const queries = useQueryClient()
  const language = useLanguage()
  const navigate = useNavigate()
  const key = useRef(crypto.randomUUID())
  const again = async () => await queries.invalidateQueries()
  const accept = useMutation({
    mutationFn: async () =>
      await call(contract.acceptConsult, { consultId, device: thisDevice().label }, { key: key.current }),
    // the key makes sure that it is accepted once, whichever of the calls arrived
    retry: (failures, error) => isLinkLost(error) && failures < againTimes,
    retryDelay: againAfterMs,
    onSuccess: async () => {
      // the images set out before the page that shows them is there
      if (patient) void fetchImagesEarly(queries, patient.id)
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
    mutationFn: async () =>
      await call(contract.passConsult, { consultId, device: thisDevice().label }, { key: crypto.randomUUID() }),
    onError: (error) => notice(problemText(error, language) ?? ''),
    onSettled: again,
  })
  return { accept, pass }
}
