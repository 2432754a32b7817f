import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { type Result, switchResults } from '../../contract/results.ts'
import { useViewerState } from '../use-viewer.ts'
import type { ViewerStore } from '../viewer-state.ts'
import { resultsQuery } from './result-queries.ts'

/** The study whose results are meant, and the stage on which they are shown. */
export type StudyOnStage = { patientId: string; studyId: string; store: ViewerStore }

/** The results of others of a study; what was turned off here is off at once, whether the server knows it yet or not. */
export function useResults({ patientId, studyId, store }: StudyOnStage): readonly Result[] {
  const { hiddenResults } = useViewerState(store)
  const results = useQuery(resultsQuery(patientId, studyId))
  return (results.data ?? []).map((each) => (hiddenResults.includes(each.id) ? { ...each, isOn: false } : each))
}

/** Turns results on or off for me. */
export function useSwitch({ patientId, studyId, store }: StudyOnStage) {
  const queries = useQueryClient()
  const turn = useMutation({
    mutationFn: async ({ results, isOn }: { results: readonly Result[]; isOn: boolean }) =>
      await call(switchResults, { studyId, resultIds: results.map((each) => each.id), isOn }),
    onMutate: ({ results, isOn }) => {
      const ids = results.map((each) => each.id)
      const others = store.get().hiddenResults.filter((id) => !ids.some((each) => each === id))
      store.set({ hiddenResults: isOn ? others : [...others, ...ids] })
    },
    onSettled: async () => await queries.invalidateQueries({ queryKey: resultsQuery(patientId, studyId).queryKey }),
  })
  return turn
}

/** Who made a result in one line: the model with its version, else the algorithm, and the manufacturer. */
export function makerText({ maker }: Result): string {
  const name = maker.model ? [maker.model, maker.version].filter(Boolean).join(' ') : maker.algorithm || maker.version
  return [name, maker.manufacturer].filter(Boolean).join(', ')
}
