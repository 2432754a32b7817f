import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { type KeyImageSubject, keepKeyImage } from '../contract/key-images.ts'
import { instanceOf } from './image-place.ts'
import { isFinished, type MarkedStudy } from './use-save-marks.ts'

type Keeping = MarkedStudy & { subject: KeyImageSubject | null; saveMarks: () => Promise<unknown> }

/** Keeps the view that is shown as a key image; what was drawn is saved first, so that it is in the picture. */
export function useKeepImage({ patientId, studyId, series, store, subject, saveMarks }: Keeping) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const { painted, view, slices, marks } = store.get()
      const place = painted && instanceOf(series, painted.imageId)
      if (!place) return null
      if (marks.some(isFinished)) await saveMarks()
      const { instanceId, frame } = place
      const [x, y] = view.focus
      const kept = await call(
        keepKeyImage,
        {
          ...{ studyId, instanceId, frame, subject },
          view: {
            ...{ slice: view.slice + 1, slices, window: view.window, zoom: view.zoom, focus: [x, y] },
            ...(painted?.part ? { part: painted.part } : {}),
          },
        },
        { key: crypto.randomUUID() },
      )
      await queries.invalidateQueries({ queryKey: ['patient', patientId, 'key-images'] })
      return kept
    },
  })
}
