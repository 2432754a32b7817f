import { useEffect, useState } from 'react'
import { numberText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { DrawnMarks } from './drawn-marks.tsx'
import style from './imaging.module.css'
import type { Slice } from './slices.ts'
import { TextEntry } from './text-entry.tsx'
import { useGestures } from './use-gestures.ts'
import { useStackView, useViewerState } from './use-viewer.ts'
import { firstView, type ViewerState, type ViewerStore } from './viewer-state.ts'
import { imagingWords } from './words.ts'

type Props = {
  store: ViewerStore
  studyUid: string
  seriesUid: string
  slices: readonly Slice[] | null
  /** The address of a picture to be seen until the first slice is drawn. */
  quick: string | null
  /** At the top left: what this is and when it was taken. */
  title: React.ReactNode
  /** At the bottom left: still arriving, or how many. */
  note: React.ReactNode
  /** What else lies upon the image. */
  children?: React.ReactNode
}

/** The black stage with one stack of slices on it. */
export function StackStage({ store, studyUid, seriesUid, slices, quick, title, note, children }: Props) {
  const t = useWords(imagingWords)
  const state = useViewerState(store)
  const [surface, setSurface] = useState<HTMLDivElement | null>(null)
  useEffect(() => {
    if (store.get().view.seriesUid === seriesUid) return
    store.set({ view: firstView(studyUid, seriesUid), painted: null, isReady: false, problem: null })
  }, [store, studyUid, seriesUid])
  const { setElement, retry, isLoaded } = useStackView(store, slices)
  useGestures(surface, store)
  return (
    <div className={style['surface']} ref={setSurface} data-tool={state.tool}>
      <div className={style['canvas']} ref={setElement} />
      {quick && !state.painted && !state.problem ? <QuickPicture address={quick} /> : null}
      <DrawnMarks store={store} slices={slices} />
      <TextEntry store={store} />
      {children}
      <p className={style['topLeft']}>{title}</p>
      <StageFigures state={state} />
      <p className={style['bottomLeft']}>
        {note}
        {state.loaded < state.slices && state.painted ? (
          <span className={style['renderer']}>{t('loadedOf', { n: state.loaded, all: state.slices })}</span>
        ) : null}
        {state.painted?.renderer === 'cpu' ? <span className={style['renderer']}>{t('byProcessor')}</span> : null}
      </p>
      <StageNotice state={state} isLoaded={isLoaded} onRetry={retry} />
    </div>
  )
}

/** The middle slice as a small picture, at its own size, before the slices themselves have come. */
function QuickPicture({ address }: { address: string }) {
  const t = useWords(imagingWords)
  const [isThere, setIsThere] = useState(false)
  return (
    <>
      <img
        className={style['quick']}
        src={address}
        alt=""
        onLoad={() => setIsThere(true)}
        data-quick={isThere ? 'yes' : 'no'}
      />
      {isThere ? (
        <p className={style['notForDiagnosis']}>
          <span>{t('notForDiagnosis')}</span>
        </p>
      ) : null}
    </>
  )
}

function StageFigures({ state }: { state: ViewerState }) {
  const t = useWords(imagingWords)
  const language = useLanguage()
  const { view, slices } = state
  return (
    <p className={style['topRight']}>
      {view.window ? (
        <span className="figure">
          W {numberText(view.window.width, language)} L {numberText(view.window.center, language)}
        </span>
      ) : null}
      <br />
      {slices > 0 ? (
        <>
          {t('sliceOf')} <b className="figure">{view.slice + 1}</b>
          <span className="figure">/{slices}</span>
        </>
      ) : null}
    </p>
  )
}

type NoticeProps = { state: ViewerState; isLoaded: boolean; onRetry: () => void }

function StageNotice({ state, isLoaded, onRetry }: NoticeProps) {
  const t = useWords(imagingWords)
  if (state.problem === 'cannot-draw') return <p className={style['notice']}>{t('cannotDraw')}</p>
  if (state.problem === 'cannot-show')
    return (
      <p className={style['notice']} role="alert">
        {t('cannotShow')}{' '}
        <button type="button" onClick={onRetry}>
          {t('retry')}
        </button>
      </p>
    )
  if (state.painted && !state.painted.isWhole)
    return (
      <p className={style['notForDiagnosis']} role="status">
        <span>{t('glance')}</span>
      </p>
    )
  if (state.isReady || state.painted) return null
  return (
    <p className={style['notice']} role="status">
      {isLoaded ? t('loadingSlice', { n: state.view.slice + 1 }) : t('loadingViewer')}
    </p>
  )
}
