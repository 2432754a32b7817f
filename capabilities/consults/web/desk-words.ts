import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of what waits on the Desk for those who lead. */
export const deskWords = defineWords('desk', {
  reviews: { vi: '{{n}} lần chờ lãnh đạo xem xét', en: '{{n}} wait for the review of the leader' },
  oldest: { vi: 'lâu nhất từ {{time}}', en: 'the oldest since {{time}}' },
  toReviews: { vi: 'Xem xét', en: 'Review' },
})
