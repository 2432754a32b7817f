import { useNavigate } from '@tanstack/react-router'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { elapsedText, timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { TimeLeft } from '#platform/web/ui/pieces.tsx'
import type * as contract from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './name-of.ts'
import { useAnswer } from './use-answer.ts'
import { useMayAccept } from './use-may-accept.ts'
import { consultsWords } from './words.ts'

type Ringing = OutputOf<typeof contract.getDesk>['ringing'][number]

/** What rings for me: who asks, about whom, what is missing; one press answers. */
export function RingCard({ ringing, now }: { ringing: Ringing; now: number }) {
  const t = useWords(consultsWords)
  const language = useLanguage()
  return (
    <article className={style['ring']} aria-label={t('callingYou')}>
      <p className={style['band']}>
        <span>{t('callingYou')}</span>
        <span>
          {t('elapsed')} <span className="figure">{elapsedText(ringing.ringsSince, now)}</span>
        </span>
      </p>
      <div className={style['body']}>
        <div className={style['lead']}>
          <div>
            <p className={style['from']}>{ringing.asking.name}</p>
            <PatientLine patient={ringing.patient} />
            <p>{ringing.question}</p>
          </div>
          <div className={style['left']}>
            {ringing.windowEndsAt ? (
              <>
                <TimeLeft until={ringing.windowEndsAt} now={now} size="xl" />
                <p className="small dim">
                  {t('inWindow', { window: ringing.pathwayName[language], time: timeText(ringing.windowEndsAt) })}
                </p>
              </>
            ) : (
              <p className="small dim">{t('windowNotKnown')}</p>
            )}
          </div>
        </div>
        <p className={style['missing']}>
          <b>{ringing.missing.length > 0 ? t('missing') : t('nothingMissing')}</b>{' '}
          {ringing.missing.map((each) => each.label[language]).join(', ')}
          {ringing.missing.length > 0 ? '. ' : ' '}
          {t('treating')} <b>{nameOf(ringing.askedBy)}</b>
        </p>
        <Answers ringing={ringing} />
      </div>
    </article>
  )
}

function Answers({ ringing }: { ringing: Ringing }) {
  const t = useWords(consultsWords)
  const { accept, pass } = useAnswer(ringing)
  const mayAccept = useMayAccept()
  const navigate = useNavigate()
  return (
    <div className={style['do']}>
      {mayAccept ? (
        <Button kind="emergency" isBig onPress={() => accept.mutate()} isBusy={accept.isPending}>
          {t('accept')}
        </Button>
      ) : (
        <Button kind="primary" isBig onPress={() => void navigate({ to: path.board() })}>
          {t('coordinate')}
        </Button>
      )}
      <Button
        isBig
        onPress={() => pass.mutate()}
        isBusy={pass.isPending}
        below={ringing.nextPerson ? t('passTo', { name: nameOf(ringing.nextPerson) }) : t('passToAll')}
      >
        {t('pass')}
      </Button>
    </div>
  )
}
