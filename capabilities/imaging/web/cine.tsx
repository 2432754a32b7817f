import { useEffect, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { type DicomJson, numberIn, tags } from '../contract/dicom-json.ts'
import style from './imaging.module.css'
import { useViewerState } from './use-viewer.ts'
import type { ViewerStore } from './viewer-state.ts'
import { imagingWords } from './words.ts'

const usualPerSecond = 15
const mostPerSecond = 60

/** How many frames a second a cine was recorded with (PS3.3 C.7.6.5), else a usual number. */
export function framesPerSecond(metadata: DicomJson | undefined): number {
  const recommended = metadata ? numberIn(metadata, tags.displayRate) : null
  const between = metadata ? numberIn(metadata, tags.frameTime) : null
  const found = recommended ?? (between ? 1000 / between : null) ?? usualPerSecond
  return Math.max(1, Math.min(mostPerSecond, found))
}

/** Plays the frames of a series one after the other, in their own time, round and round; each frame only when it is there. */
export function Cine({ store, metadata }: { store: ViewerStore; metadata: DicomJson | undefined }) {
  const t = useWords(imagingWords)
  const [isPlaying, setIsPlaying] = useState(false)
  const { view } = useViewerState(store)
  const rate = framesPerSecond(metadata)
  useEffect(() => {
    if (!isPlaying) return undefined
    let last = performance.now()
    let asked = 0
    const turn = (now: number) => {
      asked = requestAnimationFrame(turn)
      const { painted, slices, view: shown } = store.get()
      if (now - last < 1000 / rate || !painted) return
      last = now
      store.look({ slice: (shown.slice + 1) % slices })
    }
    asked = requestAnimationFrame(turn)
    return () => cancelAnimationFrame(asked)
  }, [isPlaying, rate, store])
  return (
    <button
      type="button"
      className={style['play']}
      aria-pressed={isPlaying}
      aria-keyshortcuts="Space"
      data-frame={view.slice + 1}
      onClick={() => setIsPlaying(!isPlaying)}
    >
      {t(isPlaying ? 'pauseFrames' : 'playFrames')} <span className="figure">{Math.round(rate)}/s</span>
    </button>
  )
}
