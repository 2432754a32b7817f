import { useMemo, useState } from 'react'
import { textIn } from '../../contract/dicom-json.ts'
import type { Study } from '../../contract.ts'
import type { Series, Slice } from '../slices.ts'
import { gridOf, isGrid } from '../volume/geometry.ts'
import { type Hanging, type Hung, hangingFor, type Layout, type Pane, windowsFor } from './hangings.ts'

/** How a series is seen. */
export type StageView = 'stack' | 'windows' | 'reformat' | 'compare'

/** How the series is seen, by whose choice, and what it could be. */
export type StageViews = {
  readonly view: StageView
  readonly hanging: Hanging | null
  /** The windows that could stand side by side; null for none. */
  readonly panes: readonly Pane[] | null
  /** True where somebody chose otherwise than the protocol. */
  readonly isChosen: boolean
  readonly choose: (view: StageView) => void
}

type Of = {
  study: Study
  series: Series | undefined
  slices: readonly Slice[] | null
  pathway: string | null
  hasRoom: boolean
}

/** How a series is laid out: as its hanging protocol says until somebody chooses; where there is no room, slice by slice. */
export function useStageView({ study, series, slices, pathway, hasRoom }: Of): StageViews {
  const [chosen, setChosen] = useState<{ seriesUid: string; view: StageView } | null>(null)
  const seriesUid = series?.uid ?? ''
  const hung = useMemo(() => hungOf(study, series, pathway), [study, series, pathway])
  const hanging = hasRoom && series ? hangingFor(hung) : null
  const byItself = useByItself({ study, seriesUid, slices, layout: hanging?.layout ?? null })
  const own = chosen?.seriesUid === seriesUid ? chosen.view : null
  return {
    view: own ?? byItself,
    hanging,
    panes: windowsFor(hung),
    isChosen: own !== null && own !== hanging?.layout.kind,
    choose: (view) => setChosen({ seriesUid, view }),
  }
}

type Deciding = { study: Study; seriesUid: string; slices: readonly Slice[] | null; layout: Layout | null }

// decided once for a series: what somebody looks at does not change when the rest of it has arrived
function useByItself({ study, seriesUid, slices, layout }: Deciding): Layout['kind'] {
  const [made, setMade] = useState<{ seriesUid: string; kind: Layout['kind'] } | null>(null)
  if (!layout || !slices) return 'stack'
  if (made?.seriesUid === seriesUid) return made.kind
  const canReformat = study.isComplete && isGrid(gridOf(slices))
  const kind = layout.kind === 'reformat' && !canReformat ? 'stack' : layout.kind
  setMade({ seriesUid, kind })
  return kind
}

const bodyPart = '00180015'

function hungOf(study: Study, series: Series | undefined, pathway: string | null): Hung {
  const isGrey = series?.instances.every(({ layout }) => layout === null || layout.components === 1) ?? true
  return {
    // a report or a map in color has no values to be windowed, whatever made it
    modality: isGrey ? (series?.modality ?? study.modality) : '',
    pathway,
    texts: [series?.description ?? '', study.description, series ? textIn(series.tags, bodyPart) : ''],
  }
}
