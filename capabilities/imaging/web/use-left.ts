import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Study } from '../contract.ts'

/**
 * The study that was on the stage and is no longer in the record: the stage then shows why and no other study in its
 * place, until somebody asks for one. What was fetched of it is forgotten.
 */
export function useLeft(studies: readonly Study[] | undefined, chosen: string | null) {
  const queries = useQueryClient()
  const [last, setLast] = useState<Study | null>(null)
  const shown = studies?.find((each) => each.id === chosen) ?? studies?.[0]
  const isGone = last !== null && studies !== undefined && !studies.some((each) => each.id === last.id)
  if (!isGone && shown && shown.id !== last?.id) setLast(shown)
  const goneId = isGone ? last.id : null
  useEffect(() => {
    if (goneId) queries.removeQueries({ predicate: (query) => query.queryKey.includes(goneId) })
  }, [queries, goneId])
  return { studyId: goneId, forget: () => setLast(null) }
}
