import type { Window } from './viewer-state.ts'

/** A window on a key; without values it is the file's own. */
export type Preset = {
  readonly key: string
  readonly word: 'brain' | 'stroke' | 'bone' | 'lung' | 'subdural' | 'original'
  readonly window: Window | null
}

/** The windows on the keys 1 to 6, in Hounsfield units. */
const presets: readonly Preset[] = [
  { key: '1', word: 'brain', window: { center: 40, width: 80 } },
  { key: '2', word: 'stroke', window: { center: 40, width: 40 } },
  { key: '3', word: 'bone', window: { center: 480, width: 2500 } },
  { key: '4', word: 'lung', window: { center: -600, width: 1500 } },
  { key: '5', word: 'subdural', window: { center: 75, width: 200 } },
  { key: '6', word: 'original', window: null },
]

/** Those that mean something for a modality: Hounsfield units are those of CT alone. */
export const presetsFor = (modality: string | undefined): readonly Preset[] =>
  modality === 'CT' ? presets : presets.filter((preset) => preset.window === null)
