import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import * as contract from '../contract/matching.ts'

/** Who a waiting study may be of, and what it was matched to before; fetched again when studies of the facility change. */
export const matchingHelpQuery = (facilityId: string, studyId: string) =>
  queryOptions({
    queryKey: ['facility', facilityId, 'matching-help', studyId],
    queryFn: async ({ signal }) => await call(contract.getMatchingHelp, { studyId }, { signal }),
  })

/** How one patient fits a waiting study. */
export const comparisonQuery = (studyId: string, patientId: string) =>
  queryOptions({
    queryKey: ['comparison', studyId, patientId],
    queryFn: async ({ signal }) => await call(contract.comparePatient, { studyId, patientId }, { signal }),
    retry: false,
  })

/** The studies that were taken out of a patient's record; fetched again when one more is. */
export const withdrawnStudiesQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'withdrawn-studies'],
    queryFn: async ({ signal }) => await call(contract.listWithdrawnStudies, { patientId }, { signal }),
  })

/** The address of one small image of a waiting study. */
export const previewAddress = (studyId: string): string => `/api/studies/${studyId}/matching-preview`
