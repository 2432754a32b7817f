import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { listImages } from '../contract/images.ts'
import type { KeyImage, KeyImageSubject } from '../contract/key-images.ts'
import type { Study } from '../contract.ts'
import { Cine } from './cine.tsx'
import { ofStudy } from './contents/content-address.ts'
import { ContentStage, isSeenOtherwise } from './contents/content-stage.tsx'
import { pictureAddress } from './early-images.ts'
import { HungStage } from './hanging/hung-stage.tsx'
import style from './imaging.module.css'
import { Marking } from './marking.tsx'
import { imagesQuery } from './queries.ts'
import { ResultsBar } from './results/results-bar.tsx'
import { ResultsLayer } from './results/results-layer.tsx'
import { SavedMarks } from './saved-marks.tsx'
import { Scrubber } from './scrubber.tsx'
import { SeriesList } from './series-list.tsx'
import { ShareButton } from './share-button.tsx'
import { factsOf, useShown, useSlices } from './shown-series.ts'
import { type Series, type Slice, seriesOf } from './slices.ts'
import { StackStage } from './stack-stage.tsx'
import { StageTools } from './stage-tools.tsx'
import { StudyTitle } from './study-title.tsx'
import { useViewerState } from './use-viewer.ts'
import { useWantedSlice } from './use-wanted-slice.ts'
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
  /** For what key images are kept; null for the patient alone. */
  subject?: KeyImageSubject | null
  /** The view at which the stage opens. */
  keyImage?: KeyImage | null
}

const handTool = () => (matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window')

/** One study: its series, the stack of the one chosen, and the tools. */
export function SeriesStage(props: Props) {
  const { patientId, study, label, isCompact, keyImage = null } = props
  const t = useWords(imagingWords)
  const [store] = useState(() => createViewerStore(handTool()))
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const state = useViewerState(store)
  const [chosen, setChosen] = useState(keyImage?.seriesUid ?? '')
  const images = useQuery(imagesQuery(patientId, study.id))
  const series = useMemo(() => seriesOf(images.data?.series ?? []), [images.data])
  const shown = useShown(series, chosen)
  const slices = useSlices(study.id, shown)
  useWantedSlice(store, { slices, series, onSeries: setChosen }, keyImage)
  const problem = useProblem(images.error)
  useViewerKeys(root, store, { isWholeScreen: !isCompact, modality: shown?.modality })
  if (problem && !slices) return <p className={style['blank']}>{problem}</p>
  if (images.data && series.length === 0 && isAllRead(study, images.data)) {
    return <p className={style['blank']}>{t(images.data.unreadable > 0 ? 'unreadable' : 'noPictures')}</p>
  }
  return (
    <section
      ref={setRoot}
      className={style['viewer']}
      role="application"
      aria-label={`${label}. ${t('stage')}`}
      {...factsOf(state)}
    >
      <LaidOut {...props} {...{ store, series, shown, slices }} images={images.data} onPick={setChosen} />
    </section>
  )
}

type LaidOutProps = Props & {
  store: ViewerStore
  images: OutputOf<typeof listImages> | undefined
  series: readonly Series[]
  shown: Series | undefined
  slices: readonly Slice[] | null
  onPick: (seriesUid: string) => void
}

/** The tools, the series and the stack; on the full screen as the hanging protocol or somebody's choice lays them out. */
function LaidOut(props: LaidOutProps) {
  const { patientId, study, isCompact, pathway = null, subject = null, keyImage = null } = props
  const { store, images, series, shown, slices, onPick } = props
  const addresses = useMemo(() => ofStudy(study.id), [study.id])
  const list =
    series.length > 1 ? (
      <SeriesList
        series={series}
        shown={shown?.uid ?? ''}
        pictureOf={(each) => pictureAddress(study.id, { seriesId: each.id, pictures: each.pictures }, 'thumb')}
        onPick={onPick}
      />
    ) : null
  if (shown && isSeenOtherwise(shown))
    return (
      <>
        {list}
        <ContentStage
          at={addresses}
          series={shown}
          title={<StudyTitle study={study} series={shown} />}
          marking={{ patientId, studyId: study.id, subject, store, isCompact, series: images?.series ?? [] }}
        >
          <ShareButton patientId={patientId} studyId={study.id} />
        </ContentStage>
      </>
    )
  const title = <StudyTitle study={study} series={shown} />
  const pictures = study.instanceCount - pictureless(images)
  const stack = <Stack {...{ patientId, store, study, shown, slices, title, pictures, isCompact }} />
  const tools = <Tools {...props} />
  if (isCompact)
    return (
      <>
        {tools}
        {list}
        {stack}
      </>
    )
  return (
    <HungStage
      {...{ patientId, study, slices, store, pathway, title, tools, list }}
      series={shown}
      layers={<Layers {...{ patientId, study, store }} isQuiet={false} />}
      quietLayers={<Layers {...{ patientId, study, store }} isQuiet />}
      isKept={keyImage !== null}
    >
      {stack}
    </HungStage>
  )
}

function Tools({ patientId, study, isCompact, subject = null, store, images, shown }: LaidOutProps) {
  return (
    <>
      <StageTools store={store} isCompact={isCompact} modality={shown?.modality}>
        <ShareButton patientId={patientId} studyId={study.id} />
      </StageTools>
      {isCompact || !images ? null : (
        <Marking
          {...{ patientId, store, subject }}
          studyId={study.id}
          series={images.series}
          modality={shown?.modality}
        />
      )}
      {isCompact ? null : <ResultsBar {...{ patientId, store }} studyId={study.id} />}
    </>
  )
}

type StackProps = Pick<Props, 'patientId' | 'study' | 'isCompact'> & {
  store: ViewerStore
  shown: Series | undefined
  slices: readonly Slice[] | null
  title: React.ReactNode
  /** How many objects of the study hold pictures. */
  pictures: number
}

function Stack({ patientId, store, study, shown, slices, title, pictures, isCompact }: StackProps) {
  const t = useWords(imagingWords)
  return (
    <>
      <StackStage
        store={store}
        studyUid={study.studyUid}
        seriesUid={shown?.uid ?? ''}
        slices={slices}
        quick={pictureAddress(study.id, shown ? { seriesId: shown.id, pictures: shown.pictures } : study.key)}
        title={title}
        note={t(study.isComplete ? 'count' : 'arriving', { n: pictures })}
      >
        <Layers {...{ patientId, store, study }} isQuiet={isCompact} />
      </StackStage>
      {isCompact ? null : <StageFoot store={store} shown={shown} slices={slices} />}
    </>
  )
}

type LayersProps = { patientId: string; study: Study; store: ViewerStore; isQuiet: boolean }

/** What was saved upon the slice, and what of others' results is turned on; on a small or secondary stage without words. */
const Layers = ({ patientId, study, store, isQuiet }: LayersProps) => (
  <>
    <SavedMarks {...{ patientId, store }} studyId={study.id} isCompact={isQuiet} />
    {isQuiet ? null : <ResultsLayer {...{ patientId, store }} studyId={study.id} />}
  </>
)

type FootProps = { store: ViewerStore; shown: Series | undefined; slices: readonly Slice[] | null }

/** The way through the stack, and playing of what moves. */
function StageFoot({ store, shown, slices }: FootProps) {
  const state = useViewerState(store)
  const isCine = shown?.instances.some((each) => each.frames.length > 1) ?? false
  if (state.slices < 2) return null
  return (
    <div className={style['scrub']}>
      {isCine ? <Cine store={store} metadata={slices?.[0]?.metadata} /> : null}
      <Scrubber store={store} state={state} />
    </div>
  )
}

/** True when every object of the study was looked at, so that what is not there does not come any more. */
function isAllRead(study: Study, { series, unreadable }: OutputOf<typeof listImages>): boolean {
  const read = series.reduce((sum, each) => sum + each.instances.length, unreadable)
  return study.isComplete && read >= study.instanceCount
}

/** How many objects of the study hold no pictures, such as reports of what is marked. */
const pictureless = (images: OutputOf<typeof listImages> | undefined): number =>
  (images?.series ?? [])
    .flatMap((each) => each.instances)
    .filter((each) => each.frames.length === 0 && !each.content && !each.problem).length
