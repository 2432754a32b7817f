import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { listImages } from '../contract/images.ts'
import { listShares } from '../contract/shares.ts'
import * as contract from '../contract.ts'

/** What was fetched while the page loaded is not fetched again when it is there. */
const aMoment = 3_000

/** A patient's studies, newest first; fetched again when images arrive. */
export const studiesQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'studies'],
    queryFn: async ({ signal }) => await call(contract.listStudies, { patientId }, { signal }),
    staleTime: aMoment,
  })

/** Studies of a facility that wait for a person to say whose they are. */
export const waitingStudiesQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['facility', facilityId, 'waiting-studies'],
    queryFn: async ({ signal }) => await call(contract.listWaitingStudies, { facilityId }, { signal }),
  })

/** What a study consists of; fetched again when more of it can be shown. */
export const imagesQuery = (patientId: string, studyId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'studies', studyId, 'images'],
    queryFn: async ({ signal }) => await call(listImages, { studyId }, { signal }),
    staleTime: aMoment,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  })

/** What of a study is or was open outside. */
export const sharesQuery = (patientId: string, studyId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'studies', studyId, 'shares'],
    queryFn: async ({ signal }) => await call(listShares, { studyId }, { signal }),
  })
