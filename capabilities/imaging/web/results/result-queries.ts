import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { listResults } from '../../contract/results.ts'
import { fetchBytes } from '../fetch-bytes.ts'

/** The results of others of a study, with what they say where I have turned them on. */
export const resultsQuery = (patientId: string, studyId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'studies', studyId, 'results'],
    queryFn: async ({ signal }) => await call(listResults, { studyId }, { signal }),
  })

/** The pixels of a segmentation that I have turned on; they never change. */
export const masksQuery = (studyId: string, resultId: string) =>
  queryOptions({
    queryKey: ['result-masks', studyId, resultId],
    queryFn: async ({ signal }) =>
      new Uint8Array(await fetchBytes(`/api/studies/${studyId}/results/${resultId}/masks`, null, signal)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: 2,
  })
