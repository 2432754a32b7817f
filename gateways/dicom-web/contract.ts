// DICOMweb (PS3.18) for those outside the network who hold a token for images of one study.

import { z } from 'zod'
import { dicomUid } from '#capabilities/imaging/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'

/** Where DICOMweb for outsiders begins. */
export const root = '/api/outside/dicomweb'
const study = `${root}/studies/{studyUid}` as const
const series = `${study}/series/{seriesUid}` as const
const instance = `${series}/instances/{instanceUid}` as const

const outside = {
  method: 'GET',
  may: 'anyone',
  isForMachines: true,
  output: z.unknown(),
} as const
const problems = ['token-needed', 'not-acceptable', 'no-picture'] as const

/** What a QIDO-RS query may ask for; what is not among it does not narrow the answer. */
const query = {
  StudyInstanceUID: dicomUid.optional(),
  SeriesInstanceUID: dicomUid.optional(),
  SOPInstanceUID: dicomUid.optional(),
  PatientID: z.string().max(64).optional(),
  PatientName: z.string().max(200).optional(),
  '0020000D': dicomUid.optional(),
  '00100020': z.string().max(64).optional(),
  '00100010': z.string().max(200).optional(),
  limit: z.coerce.number().int().min(0).max(5000).optional(),
  offset: z.coerce.number().int().min(0).max(100_000).optional(),
}
const ofStudy = { studyUid: dicomUid }
const ofSeries = { ...ofStudy, seriesUid: dicomUid }
const ofInstance = { ...ofSeries, instanceUid: dicomUid }

export const searchStudies = endpoint({
  ...outside,
  name: 'outside-search-studies',
  path: `${root}/studies`,
  input: z.object(query),
  problems,
})

export const searchSeries = endpoint({
  ...outside,
  name: 'outside-search-series',
  path: `${study}/series`,
  input: z.object({ ...query, ...ofStudy }),
  problems,
})

export const searchInstances = endpoint({
  ...outside,
  name: 'outside-search-instances',
  path: `${series}/instances`,
  input: z.object({ ...query, ...ofSeries }),
  problems,
})

export const studyMetadata = endpoint({
  ...outside,
  name: 'outside-study-metadata',
  path: `${study}/metadata`,
  input: z.object(ofStudy),
  problems,
})

export const seriesMetadata = endpoint({
  ...outside,
  name: 'outside-series-metadata',
  path: `${series}/metadata`,
  input: z.object(ofSeries),
  problems,
})

export const instanceMetadata = endpoint({
  ...outside,
  name: 'outside-instance-metadata',
  path: `${instance}/metadata`,
  input: z.object(ofInstance),
  problems,
})

/** Frames by their numbers, `1,2,3`, at most sixteen, as HTJ2K or as plain samples. */
export const retrieveFrames = endpoint({
  ...outside,
  name: 'outside-frames',
  path: `${instance}/frames/{frames}`,
  perMinute: 60_000,
  input: z.object({ ...ofInstance, frames: z.string().regex(/^[1-9]\d{0,5}(,[1-9]\d{0,5}){0,15}$/) }),
  problems,
})

/** The file as it was sent, where the share gives files. */
export const retrieveInstance = endpoint({
  ...outside,
  name: 'outside-instance',
  path: instance,
  input: z.object(ofInstance),
  problems: [...problems, 'files-not-shared', 'imaging-is-off'],
})

const picture = {
  /** `width,height`: the picture fits into it. */
  viewport: z
    .string()
    .regex(/^\d{1,4},\d{1,4}$/)
    .optional(),
  /** `center,width,function`. */
  window: z
    .string()
    .regex(/^-?\d{1,6}(\.\d{1,4})?,\d{1,6}(\.\d{1,4})?(,(linear|linear-exact|sigmoid))?$/i)
    .optional(),
}

/** All files of a study as they were sent, where the share gives files. */
export const retrieveStudy = endpoint({
  ...outside,
  name: 'outside-study',
  path: study,
  perMinute: 60,
  input: z.object(ofStudy),
  problems: [...problems, 'files-not-shared', 'imaging-is-off'],
})

/** All files of a series as they were sent, where the share gives files. */
export const retrieveSeries = endpoint({
  ...outside,
  name: 'outside-series',
  path: series,
  perMinute: 600,
  input: z.object(ofSeries),
  problems: [...problems, 'files-not-shared', 'imaging-is-off'],
})

/** Bulk data of an instance by its tag: its samples, or where the share gives files any other element. */
export const retrieveBulkData = endpoint({
  ...outside,
  name: 'outside-bulk-data',
  path: `${instance}/bulkdata/{tag}`,
  perMinute: 6_000,
  input: z.object({ ...ofInstance, tag: z.string().regex(/^[0-9A-F]{8}$/) }),
  problems: [...problems, 'files-not-shared', 'imaging-is-off'],
})

/** Adds objects of one study, as series of their own, where the share lets it (STOW-RS, PS3.18 10.5). */
export const storeInstances = endpoint({
  ...outside,
  method: 'POST',
  name: 'outside-store',
  path: study,
  perMinute: 600,
  maxBodyBytes: 1024 ** 3,
  input: z.object(ofStudy),
  problems: ['token-needed', 'adding-not-shared', 'not-multipart', 'imaging-is-off'],
})

/** An instance's first frame as a picture, drawn by a window. */
export const retrieveRendered = endpoint({
  ...outside,
  name: 'outside-rendered',
  path: `${instance}/rendered`,
  perMinute: 1_200,
  input: z.object({ ...ofInstance, ...picture }),
  problems,
})

/** An instance's first frame, small. */
export const retrieveThumbnail = endpoint({
  ...outside,
  name: 'outside-thumbnail',
  path: `${instance}/thumbnail`,
  perMinute: 1_200,
  input: z.object({ ...ofInstance, ...picture }),
  problems,
})
