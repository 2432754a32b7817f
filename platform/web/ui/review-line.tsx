import { whenText } from '../i18n/time.ts'
import { useWords } from '../i18n/words.ts'
import { Chip } from './pieces.tsx'
import type { Review } from './review-form.tsx'
import { uiWords } from './words.ts'

type Reviewed = Review & { by: { title: string; fullName: string }; at: string }

/** What was said in a review, by whom and when; or that it waits. */
export function ReviewLine({ review, now }: { review: Reviewed | null; now: number }) {
  const t = useWords(uiWords)
  if (!review) return <Chip kind="late">{t('notReviewed')}</Chip>
  const said = { name: `${review.by.title} ${review.by.fullName}`.trim(), time: whenText(review.at, now) }
  return (
    <p>
      <b>{t(review.verdict)}</b>
      {review.note ? `: ${review.note}` : ''} <span className="small dim">{t('reviewedBy', said)}</span>
    </p>
  )
}
