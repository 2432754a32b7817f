import { z } from 'zod'
import { job } from '#platform/server/jobs.ts'

/** Writes what is marked on a study as DICOM objects beside its images, after marks changed or it left a record. */
export const writeMarksJob = job({ name: 'write-marks', payload: z.object({ studyId: z.guid() }) })
