import { secondsText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import type { PageDelivery } from '../contract.ts'
import { pagingWords } from './paging-words.ts'

const failures = [
  'no-channel',
  'no-number',
  'no-subscription',
  'no-answer',
  'not-delivered',
  'silent',
  'fault',
] as const

/** What became of one ring through one channel, with the second at which it did. */
export function DeliveryLine({ delivery }: { delivery: PageDelivery }) {
  const t = useWords(pagingWords)
  const why = useFailure(delivery.failure)
  const says = delivery.failedAt
    ? t('failed', { why })
    : delivery.seenAt
      ? t('opened', { time: secondsText(delivery.seenAt) })
      : delivery.deliveredAt
        ? t('arrived', { time: secondsText(delivery.deliveredAt) })
        : delivery.sentAt
          ? t('sent', { time: secondsText(delivery.sentAt) })
          : why
            ? t('tryingAgain', { why })
            : t('sending')
  return (
    <p className="small dim">
      {t(delivery.channel)}
      {delivery.device ? `, ${delivery.device}` : ''}: {says}
      {delivery.channel === 'app' && delivery.failure === 'silent' ? ` · ${t('silent')}` : ''}
    </p>
  )
}

/** Why it did not arrive, in words; a refusal of a gateway with its number, for those who run it. */
function useFailure(failure: string | null): string {
  const t = useWords(pagingWords)
  const known = failures.find((each) => each === failure)
  if (known) return t(known)
  const [, code] = /^refused (\d+)$/.exec(failure ?? '') ?? []
  return code ? t('refused', { code }) : failure ? t('fault') : ''
}
