import { useEffect, useMemo, useState } from 'react'
import { numberText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import type { Slice } from '../slices.ts'
import { useGestures } from '../use-gestures.ts'
import { useViewerState } from '../use-viewer.ts'
import { firstView, type ViewerStore } from '../viewer-state.ts'
import style from '../volume/volume.module.css'
import { volumeWords } from '../volume/volume-words.ts'
import { imagingWords } from '../words.ts'
import type { Pane } from './hangings.ts'
import type { SlicePanes } from './slice-panes.ts'

type Props = {
  store: ViewerStore
  studyUid: string
  seriesUid: string
  slices: readonly Slice[] | null
  panes: readonly Pane[]
  title: React.ReactNode
  /** True while more of the study comes. */
  isArriving: boolean
}

/** The same slice in several windows side by side; what moves one moves all. */
export function WindowsStage({ store, studyUid, seriesUid, slices, panes, title, isArriving }: Props) {
  const t = useWords(imagingWords)
  const say = useWords(volumeWords)
  const [surface, setSurface] = useState<HTMLDivElement | null>(null)
  const drawing = useSlicePanes({ store, studyUid, seriesUid, slices })
  const { view, slices: count, loaded, painted, isReady, problem } = useViewerState(store)
  const moving = useMemo(() => withoutTools(store), [store])
  useGestures(surface, moving)
  return (
    <>
      <div
        ref={setSurface}
        className={style['panes']}
        data-hung="windows"
        data-current={isReady ? 'yes' : 'no'}
        data-image={painted?.imageId ?? ''}
      >
        {panes.map((pane) => (
          <WindowPane key={pane.word} pane={pane} drawing={drawing} />
        ))}
        {painted ? null : (
          <p className={style['gathering']} role="status">
            {problem ? t('cannotShow') : t('loadingSlice', { n: view.slice + 1 })}
          </p>
        )}
      </div>
      <div className={style['facts']}>
        <p>{title}</p>
        <p role="status">
          {loaded < count ? t('loadedOf', { n: loaded, all: count }) : ''}
          {painted && !painted.isWhole ? ` ${t('glance')}` : ''}
          {isArriving ? ` ${say('stillArriving')}` : ''}
        </p>
        <p>
          {t('sliceOf')} <b className="figure">{view.slice + 1}</b>
          <span className="figure">/{count}</span>
        </p>
      </div>
    </>
  )
}

function WindowPane({ pane, drawing }: { pane: Pane; drawing: SlicePanes | null }) {
  const t = useWords(imagingWords)
  const say = useWords(volumeWords)
  const language = useLanguage()
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const { width, center } = pane.window
  useEffect(() => (drawing && canvas ? drawing.add(canvas, pane.window) : undefined), [drawing, canvas, pane])
  const word = pane.word === 'mediastinum' ? say('mediastinum') : t(pane.word)
  return (
    <div className={style['pane']} role="img" aria-label={word} data-pane-window={`${width}/${center}`}>
      <canvas ref={setCanvas} className={style['raster']} width={1} height={1} />
      <p className={style['name']}>
        <b>{word}</b>{' '}
        <span className="figure">
          W {numberText(width, language)} L {numberText(center, language)}
        </span>
      </p>
    </div>
  )
}

// the windows stand: a drag scrolls, whatever tool the stack has
const withoutTools = (store: ViewerStore): ViewerStore => ({
  ...store,
  get: () => ({ ...store.get(), tool: 'scroll' }),
})

type Of = Omit<Props, 'panes' | 'title' | 'isArriving'>

/** Loads the painting of several windows while they are shown. */
function useSlicePanes({ store, studyUid, seriesUid, slices }: Of): SlicePanes | null {
  const [drawing, setDrawing] = useState<SlicePanes | null>(null)
  useEffect(() => {
    if (!slices || slices.length === 0) return undefined
    if (store.get().view.seriesUid !== seriesUid)
      store.set({ view: firstView(studyUid, seriesUid), painted: null, isReady: false, problem: null })
    let running: SlicePanes | null = null
    let isGone = false
    void import('./slice-panes.ts').then(
      (code) => {
        if (isGone) return
        running = new code.SlicePanes(store, slices)
        setDrawing(running)
      },
      () => store.set({ problem: 'cannot-draw' }),
    )
    return () => {
      isGone = true
      running?.end()
      setDrawing(null)
    }
  }, [store, studyUid, seriesUid, slices])
  return drawing
}
