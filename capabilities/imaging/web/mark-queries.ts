import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { type KeyImageSubject, listKeyImages } from '../contract/key-images.ts'
import { listMarks } from '../contract/marks.ts'

/** What was marked on a study; fetched again when somebody saves or removes a mark. */
export const marksQuery = (patientId: string, studyId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'studies', studyId, 'marks'],
    queryFn: async ({ signal }) => await call(listMarks, { studyId }, { signal }),
  })

/** The key images that were kept for a subject of a patient. */
export const keyImagesQuery = (patientId: string, subject: KeyImageSubject) =>
  queryOptions({
    queryKey: ['patient', patientId, 'key-images', subject.kind, subject.id],
    queryFn: async ({ signal }) =>
      await call(listKeyImages, { patientId, subjectKind: subject.kind, subjectId: subject.id }, { signal }),
  })
