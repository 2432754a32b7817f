import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Me } from '#capabilities/identity/contract.ts'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import ui from '#platform/web/ui/ui.module.css'
import style from './consults.module.css'
import { myTransfersQuery } from './transfer-queries.ts'
import { transferState } from './transfer-text.ts'
import { transferWords } from './transfer-words.ts'

/** The patients who come to my hospital or leave it now. */
export function TransfersOnDesk({ me, now }: { me: Me; now: number }) {
  const t = useWords(transferWords)
  const transfers = useQuery(myTransfersQuery(me))
  if (!transfers.data?.length) return null
  return (
    <>
      <h3>{t('transfers')}</h3>
      <ul className={style['rows']}>
        {transfers.data.map((each) => (
          <li key={each.id}>
            <div>
              <p>
                <b>
                  {each.from.shortName} → {each.to.shortName}
                </b>
              </p>
              <PatientLine patient={each.patient} />
              <p className="small dim">{transferState(each, now, t)}</p>
            </div>
            <Link className={ui['button']} to={path.transfer(each.id)}>
              {t('open')}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
