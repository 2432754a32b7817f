import type { Me } from '#capabilities/identity/contract.ts'
import { TeachingReview } from '#capabilities/imaging/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { shellWords } from '../shell/words.ts'

/** A copy for teaching under review, or as it is used. */
export function TeachingPage({ me, copyId }: { me: Me; copyId: string }) {
  const t = useWords(shellWords)
  return (
    <>
      <h1>{t('teachingCopy')}</h1>
      <TeachingReview me={me} copyId={copyId} />
    </>
  )
}
