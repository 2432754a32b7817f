import { lazy, Suspense } from 'react'

const SharedPage = lazy(async () => await import('./shared-page.tsx').then((found) => ({ default: found.SharedPage })))

/** What a link opens for somebody without an account. */
export const SharedPageLazy = () => (
  <Suspense fallback={null}>
    <SharedPage />
  </Suspense>
)
