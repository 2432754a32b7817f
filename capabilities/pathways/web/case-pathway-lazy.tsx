import { lazy } from 'react'

/** The pathway of a case, loaded when a case is first opened. */
export const CasePathway = lazy(async () => ({ default: (await import('./case-pathway.tsx')).CasePathway }))
