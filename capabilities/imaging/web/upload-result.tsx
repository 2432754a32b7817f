import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import type { UploadOutcome } from '../contract.ts'
import style from './imaging.module.css'
import { imagingWords } from './words.ts'

/** What became of the files that were sent: how many images, what was left out, and why. */
export function UploadResult({ outcome, onAgain }: { outcome: UploadOutcome; onAgain: () => void }) {
  const t = useWords(imagingWords)
  const waiting = outcome.studies.filter((study) => study.isWaiting).length
  return (
    <div className={style['drop']} role="status">
      {outcome.problem ? <ProblemText>{t(outcome.problem)}</ProblemText> : null}
      {outcome.images > 0 ? <p>{t('stored', { n: outcome.images })}</p> : null}
      {waiting > 0 ? <ProblemText>{t('leftWaiting', { n: waiting })}</ProblemText> : null}
      {outcome.refused > 0 ? <ProblemText>{t('refused', { n: outcome.refused })}</ProblemText> : null}
      {outcome.skipped > 0 ? <p className="small dim">{t('skipped', { n: outcome.skipped })}</p> : null}
      <div className={style['row']}>
        <Button onPress={onAgain}>{t('again')}</Button>
      </div>
    </div>
  )
}
