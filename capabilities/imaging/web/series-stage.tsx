import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { dateText, timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Study } from '../contract.ts'
import style from './imaging.module.css'
import { countStep, metadataQuery, seriesQuery } from './queries.ts'
import { type Series, seriesOf, slicesOf } from './slices.ts'
import { StackStage } from './stack-stage.tsx'
import { StageTools } from './stage-tools.tsx'
import { useViewerState } from './use-viewer.ts'
import { useViewerKeys } from './viewer-keys.ts'
import { createViewerStore, type ViewerState } from './viewer-state.ts'
import { imagingWords } from './words.ts'

type Props = { study: Study; label: string; isCompact: boolean }

const handTool = () => (matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window')

/** One study: its series, the stack of the one chosen, and the tools. */
export function SeriesStage({ study, label, isCompact }: Props) {
  const t = useWords(imagingWords)
  const [store] = useState(() => createViewerStore(handTool()))
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const state = useViewerState(store)
  const [chosen, setChosen] = useState('')
  const count = countStep(study)
  const list = useQuery(seriesQuery(study.studyUid, count))
  const series = useMemo(() => seriesOf(list.data ?? []), [list.data])
  const shown = useShown(series, chosen)
  const metadata = useQuery(metadataQuery(study.studyUid, shown?.uid ?? '', count))
  const slices = useMemo(() => {
    if (!metadata.data || !shown) return null
    const address = `${location.origin}/api/dicomweb/studies/${study.studyUid}/series/${shown.uid}`
    const found = slicesOf(address, metadata.data)
    // while the next series loads, the query still holds the one before
    return found[0] && textOfSeries(found[0].metadata) !== shown.uid ? null : found
  }, [metadata.data, shown, study.studyUid])
  const problem = useProblem(list.error ?? metadata.error)
  useViewerKeys(root, store, !isCompact)
  if (problem && !slices) return <p className={style['blank']}>{problem}</p>
  if (list.data && series.length === 0) return <p className={style['blank']}>{t('noPictures')}</p>
  return (
    <section
      ref={setRoot}
      className={style['viewer']}
      role="application"
      aria-label={`${label}. ${t('stage')}`}
      {...factsOf(state)}
    >
      <StageTools store={store} isCompact={isCompact} />
      {series.length > 1 ? <SeriesList series={series} shown={shown?.uid ?? ''} onPick={setChosen} /> : null}
      <StackStage
        store={store}
        studyUid={study.studyUid}
        seriesUid={shown?.uid ?? ''}
        slices={slices}
        title={<StudyTitle study={study} series={shown} />}
        note={t(study.isComplete ? 'count' : 'arriving', { n: study.instanceCount })}
      />
      {state.slices > 1 && !isCompact ? (
        <label className={style['scrub']}>
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
      ) : null}
    </section>
  )
}

// the series with most images may change while they arrive; what somebody looks at does not
function useShown(series: readonly Series[], chosen: string): Series | undefined {
  const [first, setFirst] = useState('')
  if (!first && series[0]) setFirst(series[0].uid)
  return series.find((each) => each.uid === (chosen || first)) ?? series[0]
}

const textOfSeries = (metadata: Readonly<Record<string, { Value?: unknown[] }>>): unknown =>
  metadata['0020000E']?.Value?.[0]

/** What is shown, for tests and for those who watch the page from outside. */
function factsOf({ view, slices, isReady, painted }: ViewerState) {
  return {
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

type ListProps = { series: readonly Series[]; shown: string; onPick: (seriesUid: string) => void }

function SeriesList({ series, shown, onPick }: ListProps) {
  const t = useWords(imagingWords)
  return (
    <ul className={style['series']} aria-label={t('series')}>
      {series.map((each) => (
        <li key={each.uid}>
          <button type="button" aria-pressed={each.uid === shown} onClick={() => onPick(each.uid)}>
            {each.description || t('seriesNumber', { n: each.number ?? '?' })}
            <span className="figure">{each.images}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
