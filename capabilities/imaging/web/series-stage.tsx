import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { listImages } from '../contract/images.ts'
import type { Study } from '../contract.ts'
import { Cine } from './cine.tsx'
import { pictureAddress } from './early-images.ts'
import { HungStage } from './hanging/hung-stage.tsx'
import style from './imaging.module.css'
import { imagesQuery } from './queries.ts'
import { Scrubber } from './scrubber.tsx'
import { SeriesList } from './series-list.tsx'
import { ShareButton } from './share-button.tsx'
import { factsOf, useShown, useSlices } from './shown-series.ts'
import { type Series, type Slice, seriesOf } from './slices.ts'
import { StackStage } from './stack-stage.tsx'
import { StageTools } from './stage-tools.tsx'
import { StudyTitle } from './study-title.tsx'
import { useViewerState } from './use-viewer.ts'
import { useViewerKeys } from './viewer-keys.ts'
import { createViewerStore, type ViewerStore } from './viewer-state.ts'
import { imagingWords } from './words.ts'

type Props = {
  patientId: string
  study: Study
  label: string
  isCompact: boolean
  /** The pathway of the case in which the images are looked at. */
  pathway?: string | null | undefined
}

const handTool = () => (matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window')

/** One study: its series, the stack of the one chosen, and the tools. */
export function SeriesStage({ patientId, study, label, isCompact, pathway = null }: Props) {
  const t = useWords(imagingWords)
  const [store] = useState(() => createViewerStore(handTool()))
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const state = useViewerState(store)
  const [chosen, setChosen] = useState('')
  const images = useQuery(imagesQuery(patientId, study.id))
  const series = useMemo(() => seriesOf(images.data?.series ?? []), [images.data])
  const shown = useShown(series, chosen)
  const slices = useSlices(study.id, shown)
  const problem = useProblem(images.error)
  useViewerKeys(root, store, { isWholeScreen: !isCompact, modality: shown?.modality })
  if (problem && !slices) return <p className={style['blank']}>{problem}</p>
  if (images.data && series.length === 0 && isAllRead(study, images.data)) {
    return <p className={style['blank']}>{t(images.data.unreadable > 0 ? 'unreadable' : 'noPictures')}</p>
  }
  const tools = (
    <StageTools store={store} isCompact={isCompact} modality={shown?.modality}>
      <ShareButton patientId={patientId} studyId={study.id} />
    </StageTools>
  )
  const list =
    series.length > 1 ? (
      <SeriesList
        series={series}
        shown={shown?.uid ?? ''}
        pictureOf={(each) => pictureAddress(study.id, { seriesId: each.id, pictures: each.pictures }, 'thumb')}
        onPick={setChosen}
      />
    ) : null
  const title = <StudyTitle study={study} series={shown} />
  const stack = <Stack {...{ store, study, shown, slices, title, isCompact }} />
  return (
    <section
      ref={setRoot}
      className={style['viewer']}
      role="application"
      aria-label={`${label}. ${t('stage')}`}
      {...factsOf(state)}
    >
      {isCompact ? (
        <>
          {tools}
          {list}
          {stack}
        </>
      ) : (
        <HungStage {...{ patientId, study, slices, store, pathway, title, tools, list }} series={shown}>
          {stack}
        </HungStage>
      )}
    </section>
  )
}

type StackProps = Pick<Props, 'study' | 'isCompact'> & {
  store: ViewerStore
  shown: Series | undefined
  slices: readonly Slice[] | null
  title: React.ReactNode
}

function Stack({ store, study, shown, slices, title, isCompact }: StackProps) {
  const t = useWords(imagingWords)
  const state = useViewerState(store)
  const isCine = shown?.instances.some((each) => each.frames.length > 1) ?? false
  return (
    <>
      <StackStage
        store={store}
        studyUid={study.studyUid}
        seriesUid={shown?.uid ?? ''}
        slices={slices}
        quick={pictureAddress(study.id, shown ? { seriesId: shown.id, pictures: shown.pictures } : study.key)}
        title={title}
        note={t(study.isComplete ? 'count' : 'arriving', { n: study.instanceCount })}
      />
      {state.slices > 1 && !isCompact ? (
        <div className={style['scrub']}>
          {isCine ? <Cine store={store} metadata={slices?.[0]?.metadata} /> : null}
          <Scrubber store={store} state={state} />
        </div>
      ) : null}
    </>
  )
}

/** True when every object of the study was looked at, so that what is not there does not come any more. */
function isAllRead(study: Study, { series, unreadable }: OutputOf<typeof listImages>): boolean {
  const read = series.reduce((sum, each) => sum + each.instances.length, unreadable)
  return study.isComplete && read >= study.instanceCount
}
