import { type HistoryState, useLocation } from '@tanstack/react-router'

/** What a way to the images carries with it, beside its address: an address says nothing of why somebody is ill. */
export const carrying = (pathway: string | null): HistoryState => ({ pathway }) as HistoryState

/** The pathway of the case from which one came to the images; null for none. */
export function useCarriedPathway(): string | null {
  const { state } = useLocation()
  const pathway = (state as { pathway?: unknown }).pathway
  return typeof pathway === 'string' ? pathway : null
}
