import { fold } from '#platform/contract/fold.ts'
import type { Window } from '../viewer-state.ts'
import type { Slab } from '../volume/sampling.ts'
import { usualWindows } from '../window-presets.ts'

/** How a series is laid out: slice by slice, one slice in several windows, or in three planes. */
export type Layout =
  | { readonly kind: 'stack' }
  | { readonly kind: 'windows'; readonly panes: readonly Pane[] }
  | { readonly kind: 'reformat'; readonly slab: Slab; readonly window: Window | null }

/** One of several windows beside each other. */
export type Pane = { readonly word: PaneWord; readonly window: Window }
type PaneWord = keyof typeof usualWindows

/** One row of the hanging protocols: which series it is for, how they are laid out, and who says so. */
export type Hanging = {
  readonly code: 'vessels-ct' | 'stroke-ct' | 'trauma-head-ct' | 'chest-ct' | 'single'
  /** Of what kind the images are; null for every kind. */
  readonly modality: string | null
  /** The pathways of the case for which alone it is chosen by itself; null for every case and for none. */
  readonly pathways: readonly string[] | null
  /** What the series, the study or the body part say, without diacritics; null where that does not matter. */
  readonly about: RegExp | null
  readonly layout: Layout
  readonly source: string
}

/** What is known of a series that is to be laid out. */
export type Hung = { readonly modality: string; readonly pathway: string | null; readonly texts: readonly string[] }

const usual = 'Usual display values; no guideline prescribes them'
const paneOf = (word: PaneWord): Pane => ({ word, window: usualWindows[word] })
const [brain, stroke, subdural, bone] = [paneOf('brain'), paneOf('stroke'), paneOf('subdural'), paneOf('bone')]
const [lung, mediastinum] = [paneOf('lung'), paneOf('mediastinum')]

// of texts without diacritics
const vessels = /\b(cta|angio\w*|mach)\b/
const head = /\b(head|brain|skull|neuro|nao|so nao)\b/
const chest = /\b(chest|thorax|lung|nguc|phoi)\b/

/** The hanging protocols; the first row that fits is chosen. */
export const hangings: readonly Hanging[] = [
  {
    code: 'vessels-ct',
    ...{ modality: 'CT', pathways: null, about: vessels },
    layout: { kind: 'reformat', slab: { mode: 'max', thicknessMm: 20 }, window: { center: 200, width: 700 } },
    source: 'Thin-slab MIP of CTA in large-vessel occlusion: Wei LM et al., Quant Imaging Med Surg 2022',
  },
  {
    code: 'stroke-ct',
    ...{ modality: 'CT', pathways: ['stroke'], about: null },
    layout: { kind: 'windows', panes: [brain, stroke, bone] },
    source: `Narrow windows in acute stroke: Lev MH et al., Radiology 1999;213:150–155. ${usual}`,
  },
  {
    code: 'trauma-head-ct',
    ...{ modality: 'CT', pathways: ['trauma-bleeding'], about: head },
    layout: { kind: 'windows', panes: [brain, subdural, bone] },
    source: usual,
  },
  {
    code: 'chest-ct',
    ...{ modality: 'CT', pathways: ['trauma-bleeding'], about: chest },
    layout: { kind: 'windows', panes: [mediastinum, lung, bone] },
    source: usual,
  },
  {
    code: 'single',
    ...{ modality: null, pathways: null, about: null },
    layout: { kind: 'stack' },
    source: 'One image at a time: plain films, ultrasound, MR, and whatever no other row fits',
  },
]

const says = (hung: Hung, what: RegExp): boolean => hung.texts.some((text) => what.test(fold(text)))

/** The row by which a series is laid out when nobody chose. */
export function hangingFor(hung: Hung, rows: readonly Hanging[] = hangings): Hanging | null {
  const fits = (row: Hanging) =>
    (row.modality === null || row.modality === hung.modality) &&
    (row.pathways === null || (hung.pathway !== null && row.pathways.includes(hung.pathway))) &&
    (row.about === null || says(hung, row.about))
  return rows.find(fits) ?? null
}

/** The windows that may stand beside each other for a series, whatever the case is; null where values are no Hounsfield units. */
export function windowsFor(hung: Hung): readonly Pane[] | null {
  if (hung.modality !== 'CT') return null
  const own = hangingFor(hung)
  if (own?.layout.kind === 'windows') return own.layout.panes
  return says(hung, chest) ? [mediastinum, lung, bone] : [brain, stroke, bone]
}
