import { useWords } from '#platform/web/i18n/words.ts'
import type { ViewerState, ViewerStore } from './viewer-state.ts'
import { imagingWords } from './words.ts'

/** Which slice of how many, and a slider that goes to another. */
export function Scrubber({ store, state }: { store: ViewerStore; state: ViewerState }) {
  const t = useWords(imagingWords)
  return (
    <label>
      {t('slice')} <b className="figure">{state.view.slice + 1}</b>
      <span className="figure">/{state.slices}</span>
      <input
        type="range"
        min={1}
        max={state.slices}
        value={state.view.slice + 1}
        onChange={(event) => store.look({ slice: Number(event.target.value) - 1 })}
      />
    </label>
  )
}
