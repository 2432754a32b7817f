import type { OutputOf } from '#platform/contract/endpoint.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import type * as contract from '../contract.ts'
import type { Consult } from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './needs-text.ts'
import { consultsWords } from './words.ts'

type Preview = OutputOf<typeof contract.previewLadder>['rungs']

/** Who would be rung, and when, drawn as a line. */
export function LadderPreview({ rungs }: { rungs: Preview }) {
  const t = useWords(consultsWords)
  const after = (seconds: number) =>
    seconds === 0
      ? t('atOnce')
      : seconds < 60
        ? t('afterSeconds', { n: seconds })
        : t('afterMinutes', { n: seconds / 60 })
  return (
    <ol className={style['ladder']}>
      {rungs.map((rung) => (
        <li key={rung.person.id}>
          <span>{after(rung.afterSeconds)}</span>
          <span className={style['dot']} data-is={rung.afterSeconds === 0 ? 'first' : 'waiting'} />
          <div>
            <p>
              <b>{nameOf(rung.person)}</b>
            </p>
            <p className="small dim">
              {t(rung.position as 'first')}
              {rung.canRing ? '' : ` · ${t('cannotRing')}`}
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** Who is rung, since when, and what each answered. */
export function LadderList({ consult, now }: { consult: Consult; now: number }) {
  const t = useWords(consultsWords)
  const say = (page: Consult['pages'][number]): string => {
    if (page.answer) return t(page.answer, { time: page.answeredAt ? timeText(page.answeredAt) : '' })
    const isRinging = consult.status === 'requested' && new Date(page.ringsAt).getTime() <= now
    return [isRinging ? t('ringing') : '', page.seenAt ? t('seen', { time: timeText(page.seenAt) }) : '']
      .filter(Boolean)
      .join(', ')
  }
  return (
    <ol className={style['ladder']}>
      {consult.pages.map((page) => {
        const isRinging = !page.answer && consult.status === 'requested' && new Date(page.ringsAt).getTime() <= now
        return (
          <li key={page.person.id}>
            <span>{timeText(page.ringsAt)}</span>
            <span className={style['dot']} data-is={isRinging ? 'ringing' : page.answer ? 'done' : 'waiting'} />
            <div>
              <p>
                <b>{nameOf(page.person)}</b>
              </p>
              <p className="small dim">{[t(page.position as 'first'), say(page)].filter(Boolean).join(' · ')}</p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
