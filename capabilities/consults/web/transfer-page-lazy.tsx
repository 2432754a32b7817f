import { lazy } from 'react'

/** The page of a transfer, loaded when one is first opened. */
export const TransferPage = lazy(async () => ({ default: (await import('./transfer-page.tsx')).TransferPage }))
