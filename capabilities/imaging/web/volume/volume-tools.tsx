import { useWords } from '#platform/web/i18n/words.ts'
import imaging from '../imaging.module.css'
import type { Window } from '../viewer-state.ts'
import { presetsFor } from '../window-presets.ts'
import { imagingWords } from '../words.ts'
import type { SlabMode } from './sampling.ts'
import { useVolumeState } from './use-volume.ts'
import style from './volume.module.css'
import { zoomVolume } from './volume-gestures.ts'
import { resetVolume, thickestMm, type VolumeStore, type VolumeTool } from './volume-state.ts'
import { volumeWords } from './volume-words.ts'

const modes: readonly SlabMode[] = ['mean', 'max', 'min']
const tools: readonly VolumeTool[] = ['cross', 'window', 'scroll', 'pan']
const thicknesses = [0, 3, 5, 10, 15, 20, 30, 50, thickestMm]
const isSame = (a: Window | null, b: Window | null) => b !== null && a?.center === b.center && a.width === b.width

type Props = { store: VolumeStore; modality: string | undefined }

/** The windows, what a drag does, and how thick the planes are and what they show of their thickness. */
export function VolumeTools({ store, modality }: Props) {
  const t = useWords(imagingWords)
  const say = useWords(volumeWords)
  const { view, tool } = useVolumeState(store)
  return (
    <div className={imaging['tools']}>
      <div role="toolbar" aria-label={t('presets')}>
        {presetsFor(modality).map(({ key, word, window }) => (
          <button
            key={key}
            type="button"
            aria-pressed={isSame(view.window, window)}
            onClick={() => store.look({ window })}
          >
            <kbd>{key}</kbd>
            {t(word)}
          </button>
        ))}
      </div>
      <SlabTools store={store} />
      <div role="toolbar" aria-label={t('tools')}>
        {tools.map((each) => (
          <button key={each} type="button" aria-pressed={each === tool} onClick={() => store.set({ tool: each })}>
            {each === 'cross' ? say('cross') : t(each)}
          </button>
        ))}
        <button type="button" aria-label={t('zoomOut')} onClick={() => zoomVolume(store, 1 / 1.2)}>
          −
        </button>
        <button type="button" aria-label={t('zoomIn')} onClick={() => zoomVolume(store, 1.2)}>
          +
        </button>
        <button type="button" onClick={() => resetVolume(store)}>
          {t('reset')}
        </button>
      </div>
    </div>
  )
}

function SlabTools({ store }: { store: VolumeStore }) {
  const t = useWords(volumeWords)
  const { slab } = useVolumeState(store).view
  const choices = [...new Set([...thicknesses, slab.thicknessMm])].toSorted((a, b) => a - b)
  return (
    <div role="toolbar" aria-label={t('mode')}>
      {modes.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={slab.mode === mode}
          onClick={() =>
            store.look({ slab: { mode, thicknessMm: mode === 'mean' ? slab.thicknessMm : slab.thicknessMm || 10 } })
          }
        >
          {t(mode)}
        </button>
      ))}
      <label className={style['thickness']}>
        {t('thickness')}{' '}
        <select
          value={slab.thicknessMm}
          onChange={(event) => store.look({ slab: { ...slab, thicknessMm: Number(event.target.value) } })}
        >
          {choices.map((mm) => (
            <option key={mm} value={mm}>
              {mm === 0 ? t('thin') : t('millimetres', { n: mm })}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
