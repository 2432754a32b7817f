import { useEffect, useState } from 'react'
import { numberText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { DrawnMarks } from '../drawn-marks.tsx'
import type { Slice } from '../slices.ts'
import { TextEntry } from '../text-entry.tsx'
import { useGestures } from '../use-gestures.ts'
import { useViewerState } from '../use-viewer.ts'
import { firstView, type ViewerStore, type Window } from '../viewer-state.ts'
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
  /** What lies upon the image in the pane that is worked in, and in the others. */
  layers: React.ReactNode
  quietLayers: React.ReactNode
  /** True while more of the study comes. */
  isArriving: boolean
}

/**
 * The same slice in several windows side by side; what moves one moves all. One pane is worked in: its window is that of
 * the view, so that what is kept, and what the keys and a drag change, is what is seen there.
 */
export function WindowsStage(props: Props) {
  const { store, studyUid, seriesUid, slices, panes, title, layers, quietLayers, isArriving } = props
  const t = useWords(imagingWords)
  const drawing = useSlicePanes({ store, studyUid, seriesUid, slices })
  const { windows, active, activate } = usePaneWindows(store, panes)
  const { view, painted, isReady, problem } = useViewerState(store)
  return (
    <>
      <div
        className={style['panes']}
        data-hung="windows"
        data-current={isReady ? 'yes' : 'no'}
        data-image={painted?.imageId ?? ''}
      >
        {panes.map((pane, index) => (
          <WindowPane
            key={pane.word}
            {...{ store, slices, drawing, pane }}
            window={windows[index] ?? pane.window}
            isActive={index === active}
            onTake={() => activate(index)}
          >
            {index === active ? layers : quietLayers}
          </WindowPane>
        ))}
        {painted ? null : (
          <p className={style['gathering']} role="status">
            {problem ? t('cannotShow') : t('loadingSlice', { n: view.slice + 1 })}
          </p>
        )}
      </div>
      <StageFacts {...{ store, title, isArriving }} />
    </>
  )
}

function StageFacts({ store, title, isArriving }: Pick<Props, 'store' | 'title' | 'isArriving'>) {
  const t = useWords(imagingWords)
  const say = useWords(volumeWords)
  const { view, slices: count, loaded, painted } = useViewerState(store)
  return (
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
  )
}

/** The window of each pane: of the one that is worked in that of the view, of the others what it was when they were left. */
function usePaneWindows(store: ViewerStore, panes: readonly Pane[]) {
  const [active, setActive] = useState(0)
  const [left, setLeft] = useState<readonly Window[]>(() => panes.map((pane) => pane.window))
  const { view } = useViewerState(store)
  const own = left[active] ?? null
  useEffect(() => {
    // a view that has no window yet, or lost it, has that of the protocol
    if (view.window === null && own) store.look({ window: own })
  }, [store, view.window, own])
  const [first] = panes
  useEffect(() => {
    if (first) store.look({ window: first.window })
  }, [store, first])
  const windows = left.map((each, index) => (index === active ? (view.window ?? each) : each))
  const activate = (index: number) => {
    const next = windows[index]
    if (index === active || !next) return
    setLeft(windows)
    setActive(index)
    store.look({ window: next })
  }
  return { windows, active, activate }
}

type PaneProps = Pick<Props, 'store' | 'slices'> & {
  drawing: SlicePanes | null
  pane: Pane
  window: Window
  isActive: boolean
  onTake: () => void
  /** What lies upon the image besides what is drawn anew. */
  children: React.ReactNode
}

function WindowPane({ store, slices, drawing, pane, window, isActive, onTake, children }: PaneProps) {
  const t = useWords(imagingWords)
  const say = useWords(volumeWords)
  const language = useLanguage()
  const [surface, setSurface] = useState<HTMLDivElement | null>(null)
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const { width, center } = window
  useEffect(() => (drawing && canvas ? drawing.add(canvas) : undefined), [drawing, canvas])
  useEffect(() => {
    if (drawing && canvas) drawing.setWindow(canvas, { width, center })
  }, [drawing, canvas, width, center])
  useGestures(surface, store)
  const { tool } = useViewerState(store)
  const word = pane.word === 'mediastinum' ? say('mediastinum') : t(pane.word)
  const isProtocol = width === pane.window.width && center === pane.window.center
  return (
    <div
      ref={setSurface}
      className={style['pane']}
      // what lies upon it is read and typed in, so it is no mere image
      role="group"
      aria-label={word}
      data-pane-window={`${width}/${center}`}
      data-chosen={isActive ? 'yes' : 'no'}
      data-tool={tool}
      onPointerDownCapture={onTake}
    >
      <canvas ref={setCanvas} className={style['raster']} width={1} height={1} />
      <DrawnMarks store={store} slices={slices} />
      {isActive ? <TextEntry store={store} /> : null}
      {children}
      <p className={style['name']}>
        <b>{isProtocol ? word : say('ownWindow')}</b>{' '}
        <span className="figure">
          W {numberText(width, language)} L {numberText(center, language)}
        </span>
      </p>
    </div>
  )
}

type Of = Pick<Props, 'store' | 'studyUid' | 'seriesUid' | 'slices'>

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
