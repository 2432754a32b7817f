import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import * as contract from '../contract.ts'
import type { DicomJson } from './dicom-json.ts'

const fewImages = 40
const manyStep = 20

/** A patient's studies, newest first; fetched again when images arrive. */
export const studiesQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'studies'],
    queryFn: async ({ signal }) => await call(contract.listStudies, { patientId }, { signal }),
  })

/** Studies of a facility that wait for a person to say whose they are. */
export const waitingStudiesQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['facility', facilityId, 'waiting-studies'],
    queryFn: async ({ signal }) => await call(contract.listWaitingStudies, { facilityId }, { signal }),
  })

/** The count of images up to which metadata is fetched, in steps, so that a large growing series is not read at each image. */
export const countStep = (study: { instanceCount: number; isComplete: boolean }): number =>
  study.isComplete || study.instanceCount < fewImages
    ? study.instanceCount
    : Math.floor(study.instanceCount / manyStep) * manyStep

// what is in a series changes only by images that arrive, so the count is in the key and nothing else makes it stale
const untilMoreArrive = {
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  placeholderData: keepPreviousData,
} as const

/** The series of a study, as DICOM JSON. */
export const seriesQuery = (studyUid: string, count: number) =>
  queryOptions({
    queryKey: ['dicom-series', studyUid, count],
    queryFn: async ({ signal }) => (await call(contract.querySeries, { studyUid }, { signal })) as DicomJson[],
    ...untilMoreArrive,
  })

/** The metadata of every image of a series, as DICOM JSON. */
export const metadataQuery = (studyUid: string, seriesUid: string, count: number) =>
  queryOptions({
    queryKey: ['dicom-metadata', studyUid, seriesUid, count],
    queryFn: async ({ signal }) =>
      (await call(contract.getSeriesMetadata, { studyUid, seriesUid }, { signal })) as DicomJson[],
    enabled: seriesUid !== '',
    ...untilMoreArrive,
  })
