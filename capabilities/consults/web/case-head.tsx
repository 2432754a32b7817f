import { Link } from '@tanstack/react-router'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Chip } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { type Consult, consultCan } from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './name-of.ts'
import { pagingWords } from './paging-words.ts'
import { consultsWords } from './words.ts'

/** The head of a case: patient, hospitals, the two responsible people, the legal basis, the way into the room. */
export function CaseHead({ consult, now }: { consult: Consult; now: number }) {
  const t = useWords(consultsWords)
  const p = useWords(pagingWords)
  const mayJoin = consultCan('join', consult) || consult.calls.some((each) => each.acceptedBy)
  return (
    <div className={style['head']}>
      <div>
        {consult.isDrill ? <p className={style['drill']}>{p('drillWhy')}</p> : null}
        <h1>
          <PatientLine patient={consult.patient} />
        </h1>
        <p className={style['route']}>
          {consult.urgency === 'emergency' ? (
            <Chip kind="critical">{consult.redAlert ? p('redAlert') : t('criticalUrgency')}</Chip>
          ) : null}
          <span>
            {consult.asking.name} <span className="dim">{t('asks')}</span> {consult.supporting.shortName}
          </span>
          <Chip>
            {consult.access
              ? t(consult.access.basis === 'emergency-19-1-a' ? 'access' : 'accessWritten', {
                  time: whenText(consult.access.until, now),
                })
              : t('accessCare')}
          </Chip>
        </p>
        <p>{consult.question}</p>
      </div>
      <div className={style['duo']}>
        <div>
          <p className="small dim">{t('decides')}</p>
          <p>
            <b>{nameOf(consult.askedBy)}</b>
          </p>
        </div>
        <div>
          <p className="small dim">{t('concludes')}</p>
          <p>
            {consult.acceptedBy ? <b>{nameOf(consult.acceptedBy)}</b> : <span className="dim">{t('nobodyYet')}</span>}
          </p>
        </div>
        {mayJoin && consult.sessionId ? (
          <Link className={`${ui['button']} ${ui['primary']}`} to={path.room(consult.id)}>
            {t('join')}
          </Link>
        ) : null}
      </div>
    </div>
  )
}
