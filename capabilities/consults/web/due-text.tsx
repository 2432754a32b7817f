import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { plannedWords } from './planned-words.ts'

type Props = { dueAt: string | null; firstAnsweredAt: string | null; now: number }

/** Until when the first answer is owed, since when it is late, or when it came. */
export function DueText({ dueAt, firstAnsweredAt, now }: Props) {
  const t = useWords(plannedWords)
  if (!dueAt) return null
  if (firstAnsweredAt)
    return <span className="small dim">{t('answeredAt', { time: whenText(firstAnsweredAt, now) })}</span>
  const isLate = new Date(dueAt).getTime() < now
  return (
    <span className={isLate ? 'small is-late' : 'small dim'}>
      {t(isLate ? 'lateSince' : 'dueAt', { time: whenText(dueAt, now) })}
    </span>
  )
}
