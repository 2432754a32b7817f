import { useWords } from '#platform/web/i18n/words.ts'
import style from './imaging.module.css'
import { zoomBy } from './use-gestures.ts'
import { useViewerState } from './use-viewer.ts'
import { resetView } from './viewer-keys.ts'
import type { Tool, ViewerStore, Window } from './viewer-state.ts'
import { presetsFor } from './window-presets.ts'
import { imagingWords } from './words.ts'

const tools: readonly Tool[] = ['window', 'scroll', 'pan', 'length', 'angle', 'ellipse', 'probe', 'arrow', 'text']

const icons: Record<Tool, string> = {
  window: 'M10 3a7 7 0 1 0 0 14 7 7 0 1 0 0-14M10 3v14',
  scroll: 'M4 5h12M4 10h12M4 15h12',
  pan: 'M10 2.5v15M2.5 10h15M10 2.5 8 4.5m2-2 2 2m-2 13-2-2m2 2 2-2M2.5 10l2-2m-2 2 2 2m13-2-2-2m2 2-2 2',
  length: 'M3 14 14 3l3 3L6 17zM7 10l1.5 1.5M10 7l1.5 1.5',
  angle: 'M16 4 4 16h13M9 11a6 6 0 0 1 2 5',
  ellipse: 'M3 10a7 5 0 1 0 14 0 7 5 0 1 0-14 0',
  probe: 'M10 3v5m0 4v5M3 10h5m4 0h5',
  text: 'M4 5V3.5h12V5M10 3.5v13M7.5 16.5h5',
  arrow: 'M16 4 5 15m0-6v6h6',
}

type Props = {
  store: ViewerStore
  isCompact: boolean
  modality: string | undefined
  /** What else can be done with the study. */
  children?: React.ReactNode
}

/** The windows on keys and what a drag does. */
export function StageTools({ store, isCompact, modality, children }: Props) {
  const t = useWords(imagingWords)
  const { view, tool, marks } = useViewerState(store)
  return (
    <div className={style['tools']}>
      <div role="toolbar" aria-label={t('presets')}>
        {presetsFor(modality).map((preset) => (
          <button
            key={preset.key}
            type="button"
            aria-pressed={preset.window !== null && isSame(view.window, preset.window)}
            onClick={() => store.look({ window: preset.window })}
          >
            <kbd>{preset.key}</kbd>
            {t(preset.word)}
          </button>
        ))}
      </div>
      {isCompact ? null : (
        <div role="toolbar" aria-label={t('tools')}>
          {tools.map((each) => (
            <button
              key={each}
              type="button"
              title={t(each)}
              aria-pressed={each === tool}
              onClick={() => store.set({ tool: each })}
            >
              <svg viewBox="0 0 20 20" aria-hidden="true">
                <path d={icons[each]} />
              </svg>
              <span className={style['toolWord']}>{t(each)}</span>
            </button>
          ))}
          <button type="button" aria-label={t('zoomOut')} onClick={() => zoomBy(store, 1 / 1.2)}>
            −
          </button>
          <button type="button" aria-label={t('zoomIn')} onClick={() => zoomBy(store, 1.2)}>
            +
          </button>
          <button type="button" onClick={() => resetView(store)}>
            {t('reset')}
          </button>
          {marks.length > 0 ? (
            <button type="button" onClick={() => store.set({ marks: [] })}>
              {t('clearMarks')}
            </button>
          ) : null}
          {children}
        </div>
      )}
    </div>
  )
}

const isSame = (a: Window | null, b: Window): boolean => a?.center === b.center && a.width === b.width
