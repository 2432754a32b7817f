import type { OutputOf } from '#platform/contract/endpoint.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { redAlerts } from '../contract/red-alert.ts'
import type * as contract from '../contract.ts'
import type { Consult } from '../contract.ts'
import style from './consults.module.css'
import { DeliveryLine } from './delivery-line.tsx'
import { nameOf } from './name-of.ts'
import { consultsWords } from './words.ts'

type Preview = OutputOf<typeof contract.previewLadder>

/** Who would be rung, and when, drawn as a line. */
export function LadderPreview({ rungs, backup }: Pick<Preview, 'rungs' | 'backup'>) {
  const t = useWords(consultsWords)
  const after = (seconds: number) =>
    seconds === 0
      ? t('atOnce')
      : seconds < 60
        ? t('afterSeconds', { n: seconds })
        : t('afterMinutes', { n: seconds / 60 })
  const before = rungs.filter((rung) => rung.afterSeconds <= (backup?.afterSeconds ?? Number.POSITIVE_INFINITY))
  const rungOf = (rung: Preview['rungs'][number]) => (
    <Step
      key={rung.person.id}
      when={after(rung.afterSeconds)}
      who={nameOf(rung.person)}
      what={`${t(rung.position as 'first')}${rung.canRing ? '' : ` · ${t('cannotRing')}`}`}
      isFirst={rung.afterSeconds === 0}
    />
  )
  return (
    <ol className={style['ladder']}>
      {before.map(rungOf)}
      {backup ? <Step when={after(backup.afterSeconds)} who={backup.name} what={t('backupHospital')} /> : null}
      {rungs.slice(before.length).map(rungOf)}
    </ol>
  )
}

function Step({ when, who, what, isFirst }: { when: string; who: string; what: string; isFirst?: boolean }) {
  return (
    <li>
      <span>{when}</span>
      <span className={style['dot']} data-is={isFirst ? 'first' : 'waiting'} />
      <div>
        <p>
          <b>{who}</b>
        </p>
        <p className="small dim">{what}</p>
      </div>
    </li>
  )
}

type Page = Consult['pages'][number]

/** The role of a further specialty in words; empty for the first. */
const roleText = (role: string | null, language: 'vi' | 'en'): string =>
  redAlerts.flatMap((alert) => alert.roles).find((each) => each.role === role)?.label[language] ?? ''

const isOpen = (consult: Consult, page: Page): boolean => {
  if (page.answer) return false
  if (page.role === null) return consult.status === 'requested'
  const call = consult.calls.find((each) => each.role === page.role)
  return call?.acceptedBy === null && ['requested', 'accepted', 'concluded'].includes(consult.status)
}

/** Who is rung, since when, through what, and what each answered; the backup hospital stands where its time is. */
export function LadderList({ consult, now }: { consult: Consult; now: number }) {
  const t = useWords(consultsWords)
  const backupAt = consult.status === 'requested' ? consult.backupDueAt : null
  const isBefore = (page: Page) => !backupAt || page.ringsAt <= backupAt
  const steps = (pages: Page[]) =>
    pages.map((page) => <LadderStep key={page.person.id} consult={consult} page={page} now={now} />)
  return (
    <ol className={style['ladder']}>
      {steps(consult.pages.filter(isBefore))}
      {backupAt ? (
        <li>
          <span>{timeText(backupAt)}</span>
          <span className={style['dot']} data-is="waiting" />
          <p className="dim">{t('backupHospital')}</p>
        </li>
      ) : null}
      {steps(consult.pages.filter((page) => !isBefore(page)))}
    </ol>
  )
}

function LadderStep({ consult, page, now }: { consult: Consult; page: Page; now: number }) {
  const t = useWords(consultsWords)
  const language = useLanguage()
  const isRinging = isOpen(consult, page) && new Date(page.ringsAt).getTime() <= now
  const said = page.answer
    ? [t(page.answer, { time: page.answeredAt ? timeText(page.answeredAt) : '' }), page.answeredDevice ?? '']
    : [isRinging ? t('ringing') : '', page.seenAt ? t('seen', { time: timeText(page.seenAt) }) : '']
  return (
    <li>
      <span>{timeText(page.ringsAt)}</span>
      <span className={style['dot']} data-is={isRinging ? 'ringing' : page.answer ? 'done' : 'waiting'} />
      <div>
        <p>
          <b>{nameOf(page.person)}</b>
        </p>
        <p className="small dim">
          {[
            roleText(page.role, language),
            t(page.position as 'first'),
            page.facilityName,
            said.filter(Boolean).join(', '),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {page.deliveries.map((delivery) => (
          <DeliveryLine key={`${delivery.channel}/${delivery.device ?? ''}/${delivery.dueAt}`} delivery={delivery} />
        ))}
      </div>
    </li>
  )
}
