import { useQueries } from '@tanstack/react-query'
import type { Result } from '../../contract/results.ts'
import { placeOf } from '../image-place.ts'
import { useViewerState } from '../use-viewer.ts'
import { HatchCanvas } from './hatch-canvas.tsx'
import { masksQuery } from './result-queries.ts'
import { ResultsLabel } from './results-label.tsx'
import { ShownPoints } from './shown-points.tsx'
import { type StudyOnStage, useResults } from './use-results.ts'

/** What I have turned on, upon the slice that is shown; always with who made it. */
export function ResultsLayer(study: StudyOnStage) {
  const on = useResults(study).filter((each) => each.isOn)
  return on.length === 0 ? null : <ShownResults {...study} results={on} />
}

function ShownResults({ studyId, store, results }: StudyOnStage & { results: readonly Result[] }) {
  const { painted } = useViewerState(store)
  const withMasks = results.filter((each) => each.masks.length > 0)
  const fetched = useQueries({ queries: withMasks.map((each) => masksQuery(studyId, each.id)) })
  const place = painted && placeOf(painted.imageId)
  const bytes = new Map(withMasks.map((each, index) => [each.id as string, fetched[index]?.data]))
  const isFetching = fetched.some((each) => !each.data)
  const state = fetched.some((each) => each.isError) ? 'notFetched' : isFetching ? 'fetching' : 'there'
  return (
    <>
      {painted && place ? <HatchCanvas {...{ painted, place, results, bytes }} /> : null}
      {painted && place ? <ShownPoints {...{ painted, place, results }} /> : null}
      <ResultsLabel {...{ results, place, state }} />
    </>
  )
}
