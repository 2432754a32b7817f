import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Study } from '../../contract.ts'
import { CompareStage } from '../compare/compare-stage.tsx'
import { studiesQuery } from '../queries.ts'
import type { Series, Slice } from '../slices.ts'
import type { ViewerStore } from '../viewer-state.ts'
import { useIsNarrow } from '../volume/use-volume.ts'
import { VolumeStage } from '../volume/volume-stage.tsx'
import { createVolumeStore } from '../volume/volume-state.ts'
import type { Layout } from './hangings.ts'
import { useStageView } from './use-stage-view.ts'
import { ViewBar } from './view-bar.tsx'
import { WindowsStage } from './windows-stage.tsx'

type Props = {
  patientId: string
  study: Study
  series: Series | undefined
  slices: readonly Slice[] | null
  /** The state of the stack. */
  store: ViewerStore
  /** The pathway of the case in which the images are looked at; null for none. */
  pathway: string | null
  /** True where the stack opens at a view that somebody kept. */
  isKept: boolean
  title: React.ReactNode
  /** What lies upon an image besides what is drawn anew; the quiet ones, without words, in panes beside the one worked in. */
  layers: React.ReactNode
  quietLayers: React.ReactNode
  /** The tools of the stack, the list of series, and the stack itself. */
  tools: React.ReactNode
  list: React.ReactNode
  children: React.ReactNode
}

/** A series as its hanging protocol lays it out, or as somebody chose: slice by slice, in windows, in planes, beside a prior. */
export function HungStage(props: Props) {
  const {
    patientId,
    study,
    series,
    slices,
    store,
    pathway,
    isKept,
    title,
    layers,
    quietLayers,
    tools,
    list,
    children,
  } = props
  const isNarrow = useIsNarrow()
  const views = useStageView({ study, series, slices, pathway, hasRoom: !isNarrow && !isKept })
  const studies = useQuery(studiesQuery(patientId))
  const hasOthers = (studies.data?.length ?? 0) > 1
  return (
    <>
      <ViewBar views={views} hasOthers={hasOthers} isNarrow={isNarrow} />
      {views.view === 'reformat' ? null : tools}
      {list}
      {views.view === 'stack' ? children : null}
      {views.view === 'compare' ? (
        <CompareStage {...{ patientId, study, series, slices, store }} studies={studies.data ?? []}>
          {children}
        </CompareStage>
      ) : null}
      {views.view === 'windows' && views.panes ? (
        <WindowsStage
          {...{ store, slices, title, layers, quietLayers }}
          studyUid={study.studyUid}
          seriesUid={series?.uid ?? ''}
          panes={views.panes}
          isArriving={!study.isComplete}
        />
      ) : null}
      {views.view === 'reformat' ? (
        <Reformat
          key={series?.uid}
          {...{ study, series, slices, title }}
          layout={views.hanging?.layout ?? null}
          onLeave={() => views.choose('stack')}
        />
      ) : null}
    </>
  )
}

type ReformatProps = Pick<Props, 'study' | 'series' | 'slices' | 'title'> & {
  layout: Layout | null
  onLeave: () => void
}

function Reformat({ study, series, slices, title, layout, onLeave }: ReformatProps) {
  const [store] = useState(() =>
    createVolumeStore(matchMedia('(pointer: coarse)').matches ? 'scroll' : 'cross', {
      ...{ studyUid: study.studyUid, seriesUid: series?.uid ?? '' },
      ...(layout?.kind === 'reformat' ? { slab: layout.slab, window: layout.window } : {}),
    }),
  )
  return <VolumeStage {...{ store, slices, title, onLeave }} isArriving={!study.isComplete} />
}
