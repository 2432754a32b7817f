import type { Me } from '#capabilities/identity/contract.ts'
import { facilitiesOf } from '#capabilities/identity/web/index.tsx'
import { imagingPermissions } from '#capabilities/imaging/contract.ts'
import { WaitingStudies } from '#capabilities/imaging/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { Empty } from '#platform/web/ui/pieces.tsx'
import { shellWords } from '../shell/words.ts'
import style from './pages.module.css'

/** Images that came without a known patient, of each facility at which I may say whose they are. */
export function WaitingImagesPage({ me }: { me: Me }) {
  const t = useWords(shellWords)
  const facilities = facilitiesOf(me, imagingPermissions['study.match'])
  return (
    <>
      <h1>{t('waitingStudies')}</h1>
      {facilities.length === 0 ? <Empty>{t('noMatching')}</Empty> : null}
      <div className={style['stack']}>
        {facilities.map(({ id, name }) => (
          <div key={id}>
            {facilities.length > 1 ? <h2 className={style['facility']}>{name}</h2> : null}
            <WaitingStudies facilityId={id} />
          </div>
        ))}
      </div>
    </>
  )
}
