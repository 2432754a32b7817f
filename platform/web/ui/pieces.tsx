import { type ReactNode, useId } from 'react'
import { timeLeft } from '../i18n/time.ts'
import { useWords } from '../i18n/words.ts'
import style from './ui.module.css'
import { uiWords } from './words.ts'

type SectionProps = {
  title: string
  aside?: ReactNode
  /** True where it is all of a page, whose heading its title then is. */
  isPage?: boolean
  children: ReactNode
}

/** A column of the newspaper: a heavy line, a title, something small at its right. */
export function Section({ title, aside, isPage = false, children }: SectionProps) {
  const id = useId()
  const Heading = isPage ? 'h1' : 'h2'
  return (
    <section className={style['section']} aria-labelledby={id}>
      <header>
        <Heading id={id}>{title}</Heading>
        {aside ? <span className="dim small">{aside}</span> : null}
      </header>
      {children}
    </section>
  )
}

/** A section on a surface of its own. */
export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className={style['panel']} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      <div>{children}</div>
    </section>
  )
}

/** A word in a frame; colour only for an emergency and for what is late. */
export const Chip = ({ kind, children }: { kind?: 'critical' | 'late' | 'soft'; children: ReactNode }) => (
  <span className={style['chip']} data-kind={kind}>
    {children}
  </span>
)

/** What went wrong, in ink with a thick edge: what happened, what was kept, what to do. */
export const ProblemText = ({ children }: { children: ReactNode }) => (
  <p className={style['problem']} role="alert">
    {children}
  </p>
)

/** A state that waits, with what is awaited. */
export const Waiting = ({ children }: { children: ReactNode }) => (
  <p className={style['waiting']} role="status">
    {children}
  </p>
)

/** A place with nothing in it yet; teaches the next step. */
export const Empty = ({ children }: { children: ReactNode }) => <p className={style['empty']}>{children}</p>

/** Time left in words, `2 giờ 18 phút`, never m:ss. */
export function TimeLeft({ until, now, size }: { until: string; now: number; size?: 'm' | 'xl' }) {
  const t = useWords(uiWords)
  const left = timeLeft(until, now)
  return (
    <span className={style['clock']} data-size={size}>
      {left.isOver ? <small>{t('past')}</small> : null}
      {left.hours > 0 ? (
        <>
          {left.hours}
          <small>{t('hours')}</small>
        </>
      ) : null}
      {left.minutes}
      <small>{t('minutes')}</small>
    </span>
  )
}

export { Choices } from './choices.tsx'
export { Field } from './field.tsx'
