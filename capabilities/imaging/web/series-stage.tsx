import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { dateText, timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { listImages } from '../contract/images.ts'
import type { KeyImage, KeyImageSubject } from '../contract/key-images.ts'
import type { Study } from '../contract.ts'
import { Cine } from './cine.tsx'
import { pictureAddress } from './early-images.ts'
import style from './imaging.module.css'
import { Marking } from './marking.tsx'
import { imagesQuery } from './queries.ts'
import { SavedMarks } from './saved-marks.tsx'
import { ShareButton } from './share-button.tsx'
import { type Series, type Slice, seriesOf, slicesOf } from './slices.ts'
import { StackStage } from './stack-stage.tsx'
import { StageTools } from './stage-tools.tsx'
import { TextEntry } from './text-entry.tsx'
import { useViewerState } from './use-viewer.ts'
import { useWantedSlice } from './use-wanted-slice.ts'
import { useViewerKeys } from './viewer-keys.ts'
import { createViewerStore, type ViewerState, type ViewerStore } from './viewer-state.ts'
import { imagingWords } from './words.ts'

type Props = {
  patientId: string
  study: Study
  label: string
  isCompact: boolean
  /** For what key images are kept; null for the patient alone. */
  subject?: KeyImageSubject | null
  /** The view at which the stage opens. */
  keyImage?: KeyImage | null
}

const handTool = () => (matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window')

/** One study: its series, the stack of the one chosen, and the tools. */
export function SeriesStage({ patientId, study, label, isCompact, subject = null, keyImage = null }: Props) {
  const t = useWords(imagingWords)
  const [store] = useState(() => createViewerStore(handTool()))
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const state = useViewerState(store)
  const [chosen, setChosen] = useState(keyImage?.seriesUid ?? '')
  const images = useQuery(imagesQuery(patientId, study.id))
  const series = useMemo(() => seriesOf(images.data?.series ?? []), [images.data])
  const shown = useShown(series, chosen)
  const slices = useSlices(study.id, shown)
  useWantedSlice(store, slices, keyImage)
  const problem = useProblem(images.error)
  const isCine = shown?.instances.some((each) => each.frames.length > 1) ?? false
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
      <StageTools store={store} isCompact={isCompact} modality={shown?.modality}>
        <ShareButton patientId={patientId} studyId={study.id} />
      </StageTools>
      {isCompact || !images.data ? null : (
        <Marking
          {...{ patientId, store, subject }}
          studyId={study.id}
          series={images.data.series}
          modality={shown?.modality}
        />
      )}
      {series.length > 1 ? (
        <SeriesList studyId={study.id} series={series} shown={shown?.uid ?? ''} onPick={setChosen} />
      ) : null}
      <StackStage
        store={store}
        studyUid={study.studyUid}
        seriesUid={shown?.uid ?? ''}
        slices={slices}
        quick={pictureAddress(study.id, shown ? { seriesId: shown.id, pictures: shown.pictures } : study.key)}
        title={<StudyTitle study={study} series={shown} />}
        note={t(study.isComplete ? 'count' : 'arriving', { n: study.instanceCount - pictureless(images.data) })}
      >
        <SavedMarks patientId={patientId} studyId={study.id} store={store} isCompact={isCompact} />
        <TextEntry store={store} />
      </StackStage>
      {state.slices > 1 && !isCompact ? (
        <div className={style['scrub']}>
          {isCine ? <Cine store={store} metadata={slices?.[0]?.metadata} /> : null}
          <Scrubber store={store} state={state} />
        </div>
      ) : null}
    </section>
  )
}

function Scrubber({ store, state }: { store: ViewerStore; state: ViewerState }) {
  const t = useWords(imagingWords)
  return (
    <label>
      {t('slice')} <b className="figure">{state.view.slice + 1}</b>
      <span className="figure">/{state.slices}</span>
      <input
        type="range"
        min={1}
        max={state.slices}
        value={state.view.slice + 1}
        onChange={(event) => store.look({ slice: Number(event.target.value) - 1 })}
      />
    </label>
  )
}

// the series with most images may change while they arrive; what somebody looks at does not
function useShown(series: readonly Series[], chosen: string): Series | undefined {
  const [first, setFirst] = useState('')
  if (!first && series[0]) setFirst(series[0].uid)
  return series.find((each) => each.uid === (chosen || first)) ?? series[0]
}

/** True when every object of the study was looked at, so that what is not there does not come any more. */
function isAllRead(study: Study, { series, unreadable }: OutputOf<typeof listImages>): boolean {
  const read = series.reduce((sum, each) => sum + each.instances.length, unreadable)
  return study.isComplete && read >= study.instanceCount
}

/** How many objects of the study hold no pictures, such as reports of what is marked. */
const pictureless = (images: OutputOf<typeof listImages> | undefined): number =>
  (images?.series ?? []).flatMap((each) => each.instances).filter((each) => each.frames.length === 0 && !each.problem)
    .length

/** The slices of the series; the same ones while no image was added, so that nothing is drawn anew. */
function useSlices(studyId: string, shown: Series | undefined): readonly Slice[] | null {
  const [made, setMade] = useState<{ key: string; slices: readonly Slice[] } | null>(null)
  if (!shown) return null
  const key = `${studyId}/${shown.id}/${shown.images}`
  if (made?.key === key) return made.slices
  const slices = slicesOf(studyId, shown)
  setMade({ key, slices })
  return slices
}

/** What is shown, for tests and for those who watch the page from outside. */
function factsOf({ view, slices, loaded, isReady, painted }: ViewerState) {
  return {
    'data-loaded': loaded,
    'data-slice': view.slice + 1,
    'data-slices': slices,
    'data-window': view.window ? `${view.window.width}/${view.window.center}` : '',
    'data-zoom': view.zoom,
    'data-ready': isReady ? 'yes' : 'no',
    'data-series': view.seriesUid,
    'data-renderer': painted?.renderer ?? '',
    'data-matrix': painted?.matrix.join(' ') ?? '',
    'data-image': painted?.imageId ?? '',
  }
}

function StudyTitle({ study, series }: { study: Study; series: Series | undefined }) {
  const moment = study.startedAt ?? study.firstArrivedAt
  return (
    <>
      <b>{study.modality}</b> {study.description}{' '}
      <span className="figure">
        {timeText(moment)} {dateText(moment)}
      </span>
      <br />
      {series?.description}
    </>
  )
}

const Thumb = ({ address }: { address: string | null }) =>
  address ? <img src={address} alt="" width={48} height={48} loading="lazy" /> : null

type ListProps = { studyId: string; series: readonly Series[]; shown: string; onPick: (seriesUid: string) => void }

function SeriesList({ studyId, series, shown, onPick }: ListProps) {
  const t = useWords(imagingWords)
  return (
    <ul className={style['series']} aria-label={t('series')}>
      {series.map((each) => (
        <li key={each.uid}>
          <button type="button" aria-pressed={each.uid === shown} onClick={() => onPick(each.uid)}>
            <Thumb address={pictureAddress(studyId, { seriesId: each.id, pictures: each.pictures }, 'thumb')} />
            {each.description || t('seriesNumber', { n: each.number ?? '?' })}
            <span className="figure">{each.images}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
