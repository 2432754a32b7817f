import { useEffect, useRef, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { markLimits } from '../contract/marks.ts'
import { markWords } from './mark-words.ts'
import style from './marks.module.css'
import { useViewerState } from './use-viewer.ts'
import { toStage, type ViewerStore } from './viewer-state.ts'

/** Where the words of a new text are typed, at the point that was pressed; Enter keeps them, Escape leaves. */
export function TextEntry({ store }: { store: ViewerStore }) {
  const { painted, marks } = useViewerState(store)
  const last = marks.at(-1)
  if (!painted || last?.kind !== 'text' || last.text || last.imageId !== painted.imageId) return null
  const [x, y] = toStage(painted.matrix, last.points[0] ?? [0, 0])
  return <Entry key={last.points.join()} store={store} x={x} y={y} />
}

function Entry({ store, x, y }: { store: ViewerStore; x: number; y: number }) {
  const t = useWords(markWords)
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // once the press that opened it has given the focus to the stage
    const later = setTimeout(() => input.current?.focus({ preventScroll: true }))
    return () => clearTimeout(later)
  }, [])
  const finish = (words: string) => {
    const { marks } = store.get()
    const last = marks.at(-1)
    if (last?.kind !== 'text' || last.text) return
    const kept = words.trim() ? [{ ...last, text: words.trim() }] : []
    store.set({ marks: [...marks.slice(0, -1), ...kept] })
  }
  return (
    <input
      className={style['entry']}
      style={{ left: `min(${x}px, 60%)`, top: y }}
      aria-label={t('typeText')}
      value={text}
      maxLength={markLimits.textLength}
      ref={input}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => finish(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(text)
        if (event.key === 'Escape') finish('')
      }}
    />
  )
}
