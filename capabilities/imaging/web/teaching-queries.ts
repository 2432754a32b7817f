import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import * as contract from '../contract/teaching.ts'

/** The copies of a patient's images that I may see; fetched again when one of mine changes. */
export const teachingCopiesQuery = (personId: string, patientId: string) =>
  queryOptions({
    queryKey: ['person', personId, 'teaching-copies', patientId],
    queryFn: async ({ signal }) => await call(contract.listTeachingCopies, { patientId }, { signal }),
  })

/** One copy. */
export const teachingCopyQuery = (personId: string, copyId: string) =>
  queryOptions({
    queryKey: ['person', personId, 'teaching-copy', copyId],
    queryFn: async ({ signal }) => await call(contract.getTeachingCopy, { copyId }, { signal }),
  })

/** The address of one frame of an image as a picture. */
export const teachingPicture = (copyId: string, imageId: string, frame: number): string =>
  `/api/teaching-copies/${copyId}/images/${imageId}/picture?frame=${frame}`

/** The address of the file of an image. */
export const teachingFile = (copyId: string, imageId: string): string =>
  `/api/teaching-copies/${copyId}/images/${imageId}/file`
