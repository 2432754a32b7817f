import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import type { ImageSeries } from '../contract/images.ts'
import { pointsOf } from '../contract/mark-measures.ts'
import { saveMarks } from '../contract/marks.ts'
import { instanceOf } from './image-place.ts'
import { marksQuery } from './mark-queries.ts'
import type { Mark } from './marks.ts'
import type { ViewerStore } from './viewer-state.ts'

/** A study on the stage: whose it is, and its series. */
export type MarkedStudy = { patientId: string; studyId: string; series: readonly ImageSeries[]; store: ViewerStore }

/** True for a mark that is drawn to its end. */
export const isFinished = (mark: Mark): boolean =>
  mark.points.length === pointsOf[mark.kind] && (mark.kind !== 'text' || Boolean(mark.text))

/** Saves what was drawn, all at once; what is saved is no longer mine alone and leaves the drawing. */
export function useSaveMarks({ patientId, studyId, series, store }: MarkedStudy) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const drawn = store.get().marks.filter(isFinished)
      const sent = drawn.flatMap((mark) => {
        const place = instanceOf(series, mark.imageId)
        if (!place) return []
        const { instanceId, frame } = place
        const points = mark.points.map(([x, y]): [number, number] => [x, y])
        return [{ instanceId, frame, kind: mark.kind, points, text: mark.text ?? '', corrects: mark.corrects ?? null }]
      })
      if (sent.length === 0) return
      await call(saveMarks, { studyId, marks: sent }, { key: crypto.randomUUID() })
      const isSaved = new Set<Mark>(drawn)
      store.set({ marks: store.get().marks.filter((mark) => !isSaved.has(mark)) })
      await queries.invalidateQueries({ queryKey: marksQuery(patientId, studyId).queryKey })
    },
  })
}
