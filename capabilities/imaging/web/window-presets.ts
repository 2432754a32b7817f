import type { Window } from './viewer-state.ts'

/** A window on a key; without values it is the file's own. */
export type Preset = {
  readonly key: string
  readonly word: 'brain' | 'stroke' | 'bone' | 'lung' | 'subdural' | 'original'
  readonly window: Window | null
}

/** The usual windows of CT, in Hounsfield units; no guideline prescribes them. */
export const usualWindows = {
  brain: { center: 40, width: 80 },
  stroke: { center: 40, width: 40 },
  bone: { center: 480, width: 2500 },
  lung: { center: -600, width: 1500 },
  subdural: { center: 75, width: 200 },
  mediastinum: { center: 50, width: 350 },
} as const satisfies Record<string, Window>

/** The windows on the keys 1 to 6. */
const presets: readonly Preset[] = [
  { key: '1', word: 'brain', window: usualWindows.brain },
  { key: '2', word: 'stroke', window: usualWindows.stroke },
  { key: '3', word: 'bone', window: usualWindows.bone },
  { key: '4', word: 'lung', window: usualWindows.lung },
  { key: '5', word: 'subdural', window: usualWindows.subdural },
  { key: '6', word: 'original', window: null },
]

/** Those that mean something for a modality: Hounsfield units are those of CT alone. */
export const presetsFor = (modality: string | undefined): readonly Preset[] =>
  modality === 'CT' ? presets : presets.filter((preset) => preset.window === null)
