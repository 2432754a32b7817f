import { useMemo, useState } from 'react'
import type { Study } from '../../contract.ts'
import { textIn } from '../dicom-json.ts'
import type { Series } from '../slices.ts'
import { type Hanging, type Hung, hangingFor, type Pane, windowsFor } from './hangings.ts'

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

type Of = { study: Study; series: Series | undefined; pathway: string | null; hasRoom: boolean }

/** How a series is laid out: as its hanging protocol says until somebody chooses; where there is no room, slice by slice. */
export function useStageView({ study, series, pathway, hasRoom }: Of): StageViews {
  const [chosen, setChosen] = useState<{ seriesUid: string; view: StageView } | null>(null)
  const seriesUid = series?.uid ?? ''
  const hung = useMemo(() => hungOf(study, series, pathway), [study, series, pathway])
  const hanging = hasRoom && series ? hangingFor(hung) : null
  const own = chosen?.seriesUid === seriesUid ? chosen.view : null
  return {
    view: own ?? hanging?.layout.kind ?? 'stack',
    hanging,
    panes: windowsFor(hung),
    isChosen: own !== null && own !== hanging?.layout.kind,
    choose: (view) => setChosen({ seriesUid, view }),
  }
}

const bodyPart = '00180015'

const hungOf = (study: Study, series: Series | undefined, pathway: string | null): Hung => ({
  modality: series?.modality ?? study.modality,
  pathway,
  texts: [series?.description ?? '', study.description, series ? textIn(series.tags, bodyPart) : ''],
})
