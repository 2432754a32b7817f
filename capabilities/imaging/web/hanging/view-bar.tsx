import { useWords } from '#platform/web/i18n/words.ts'
import style from '../volume/volume.module.css'
import { volumeWords } from '../volume/volume-words.ts'
import type { StageView, StageViews } from './use-stage-view.ts'

const views: readonly StageView[] = ['stack', 'windows', 'reformat', 'compare']

type Props = {
  views: StageViews
  /** False where there is no other study of the patient to stand beside. */
  hasOthers: boolean
  isNarrow: boolean
}

/** The ways in which a series can be seen, and by which protocol it was laid out. */
export function ViewBar({ views: { view, panes, hanging, isChosen, choose }, hasOthers, isNarrow }: Props) {
  const t = useWords(volumeWords)
  const isThere: Record<StageView, boolean> = {
    stack: true,
    windows: panes !== null && !isNarrow,
    reformat: true,
    compare: hasOthers,
  }
  return (
    <div className={style['views']} role="toolbar" aria-label={t('views')} data-view={view}>
      {views
        .filter((each) => isThere[each])
        .map((each) => (
          <button key={each} type="button" aria-pressed={each === view} onClick={() => choose(each)}>
            {t(each)}
          </button>
        ))}
      {hanging && !isChosen && view === hanging.layout.kind && view !== 'stack' ? (
        <span className={style['protocol']} title={hanging.source} data-hanging={hanging.code}>
          {t('hungBy', { name: t(hanging.code) })}
        </span>
      ) : null}
    </div>
  )
}
