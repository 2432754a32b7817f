import { lazy } from 'react'

/** The calm form of a planned request, loaded when it is first opened. */
export const AskPlannedPage = lazy(async () => ({ default: (await import('./ask-planned-page.tsx')).AskPlannedPage }))

/** The coordinator's board, loaded when it is first opened. */
export const BoardPage = lazy(async () => ({ default: (await import('./board-page.tsx')).BoardPage }))
