import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { facilitiesOf } from '#capabilities/identity/web/index.tsx'
import { timeText } from '#platform/web/i18n/time.ts'
import { type Say, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Empty, Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { useProblem } from '#platform/web/use-problem.ts'
import { type TeachingBrief, teachingPermissions } from '../contract/teaching.ts'
import style from './teaching.module.css'
import { TeachingDialog } from './teaching-dialog.tsx'
import { teachingCopiesQuery } from './teaching-queries.ts'
import { teachingWords } from './teaching-words.ts'

type T = Say<(typeof teachingWords)['words']>

/** Where a copy stands, in words. */
export const stateText = (copy: TeachingBrief, t: T): string =>
  t(copy.state, { n: copy.toReview, time: timeText(copy.madeAt) })

/** The copies for teaching of a patient's images, and the way to a new one; nothing for who may not make any. */
export function TeachingPanel({ me, patientId }: { me: Me; patientId: string }) {
  const t = useWords(teachingWords)
  const facilities = facilitiesOf(me, teachingPermissions['teaching.make'])
  const isMaker = facilities.length > 0
  const copies = useQuery({ ...teachingCopiesQuery(me.person.id, patientId), enabled: isMaker })
  const problem = useProblem(copies.error)
  const [isMaking, setIsMaking] = useState(false)
  if (!isMaker) return null
  return (
    <Panel title={t('title')} aside={<Button onPress={() => setIsMaking(true)}>{t('make')}</Button>}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {copies.data?.length === 0 ? <Empty>{t('none')}</Empty> : null}
      <ul className={style['copies']}>
        {copies.data?.map((copy) => (
          <li key={copy.id}>
            <span>
              <b className="figure">{copy.caseCode}</b> {copy.purpose}
              <br />
              <span className="small dim">{stateText(copy, t)}</span>
            </span>
            <Link className={ui['button']} to={path.teachingCopy(copy.id)}>
              {t(copy.state === 'held' ? 'review' : 'open')}
            </Link>
          </li>
        ))}
      </ul>
      {isMaking ? (
        <TeachingDialog me={me} patientId={patientId} facilities={facilities} onClose={() => setIsMaking(false)} />
      ) : null}
    </Panel>
  )
}
