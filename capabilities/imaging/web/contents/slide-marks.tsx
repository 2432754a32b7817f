import { useEffect, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import type { ImageSeries } from '../../contract/images.ts'
import type { KeyImageSubject } from '../../contract/key-images.ts'
import { kindsOnSlides } from '../../contract/marks.ts'
import { MarkLayer } from '../mark-layer.tsx'
import { Marking } from '../marking.tsx'
import { SavedMarks } from '../saved-marks.tsx'
import { TextEntry } from '../text-entry.tsx'
import { beginMark, isMark, pullMark } from '../use-gestures.ts'
import { useViewerState } from '../use-viewer.ts'
import type { Point, Tool, ViewerStore } from '../viewer-state.ts'
import { imagingWords } from '../words.ts'
import { contentWords } from './content-words.ts'
import style from './contents.module.css'
import type { SlidePicture } from './slide-levels.ts'

/** Where marks on a slide belong: whose it is, for what key images are kept, and the objects of its study. */
export type SlideMarking = {
  patientId: string
  studyId: string
  subject: KeyImageSubject | null
  series: readonly ImageSeries[]
  store: ViewerStore
  isCompact: boolean
}

const tools = kindsOnSlides satisfies readonly Tool[]
const keys = { length: 'M', ellipse: 'E', arrow: 'R', text: 'T' } as const
const isOfSlides = (tool: Tool): boolean => tools.some((each) => each === tool)

/** What a drag on the slide does: moves it, or draws. A length needs a scale. */
export function SlideTools({ store, base }: { store: ViewerStore; base: SlidePicture }) {
  const t = useWords(imagingWords)
  const c = useWords(contentWords)
  const { tool, marks } = useViewerState(store)
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="P"
        aria-pressed={!isOfSlides(tool)}
        onClick={() => store.set({ tool: 'pan' })}
      >
        {c('move')}
      </button>
      {tools.map((each) => {
        const why = each === 'length' && base.spacing === null ? c('noScale') : undefined
        return (
          <button
            key={each}
            type="button"
            aria-keyshortcuts={keys[each]}
            aria-pressed={each === tool}
            aria-disabled={why ? true : undefined}
            title={why}
            onClick={() => why || store.set({ tool: each })}
          >
            {t(each)}
          </button>
        )
      })}
      {marks.length > 0 ? (
        <button type="button" onClick={() => store.set({ marks: [] })}>
          {t('clearMarks')}
        </button>
      ) : null}
    </>
  )
}

/** Saving, the list, and key images of a slide. */
export const SlideMarkBar = ({ marking }: { marking: SlideMarking }) => {
  const { patientId, studyId, subject, series, store } = marking
  return <Marking {...{ patientId, subject, series, store, studyId }} modality="SM" />
}

type LayerProps = {
  marking: SlideMarking
  base: SlidePicture
  zoomAt: (times: number, at: Point) => void
}

/** What lies upon a slide, and the surface on which it is drawn while a tool is chosen. */
export function SlideMarkLayer({ marking, base, zoomAt }: LayerProps) {
  const { store, patientId, studyId, isCompact } = marking
  const { tool, marks, painted } = useViewerState(store)
  const [surface, setSurface] = useState<HTMLElement | null>(null)
  useDrawing(surface, store, zoomAt)
  return (
    <>
      <SavedMarks {...{ patientId, studyId, store, isCompact }} />
      {painted ? (
        <MarkLayer
          marks={marks.filter((mark) => mark.imageId === painted.imageId)}
          matrix={painted.matrix}
          spacing={null}
          isHounsfield={false}
          micrometres={base.spacing === null ? null : base.spacing * 1000}
        />
      ) : null}
      {isOfSlides(tool) && !isCompact ? (
        <div className={style['drawing']} ref={setSurface} data-drawing={tool}>
          <TextEntry store={store} />
        </div>
      ) : null}
    </>
  )
}

/** How far a drag must go to be meant, in CSS pixels. */
const shortest = 4

/** One finger or the mouse draws; a second finger ends what was begun, the wheel zooms as without a tool. */
function useDrawing(element: HTMLElement | null, store: ViewerStore, zoomAt: LayerProps['zoomAt']): void {
  useEffect(() => {
    if (!element) return undefined
    let drawing: number | null = null
    let began: Point = [0, 0]
    const at = (event: PointerEvent | WheelEvent): Point => {
      const box = element.getBoundingClientRect()
      return [event.clientX - box.left, event.clientY - box.top]
    }
    const drop = () => store.set({ marks: store.get().marks.slice(0, -1) })
    const listen = new AbortController()
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
      element.addEventListener(type, act, { signal: listen.signal, passive: false })
    on('pointerdown', (event) => {
      if (event.target instanceof HTMLInputElement || event.button !== 0) return
      if (drawing !== null) {
        drawing = null
        return drop()
      }
      const { tool } = store.get()
      if (!isMark(tool)) return
      element.setPointerCapture(event.pointerId)
      drawing = event.pointerId
      began = at(event)
      beginMark(store, tool, began)
    })
    on('pointermove', (event) => {
      if (event.pointerId === drawing && store.get().tool !== 'text') pullMark(store, at(event))
    })
    const lift = (event: PointerEvent) => {
      if (event.pointerId !== drawing) return
      drawing = null
      const [x, y] = at(event)
      if (store.get().tool !== 'text' && Math.hypot(x - began[0], y - began[1]) < shortest) drop()
    }
    on('pointerup', lift)
    on('pointercancel', lift)
    on('wheel', (event) => {
      event.preventDefault()
      zoomAt(event.deltaY < 0 ? 1.2 : 1 / 1.2, at(event))
    })
    return () => listen.abort()
  }, [element, store, zoomAt])
}
