import { z } from 'zod'
import { job } from '#platform/server/jobs.ts'

/** Looks whether a waiting study bears an identifier of the patient, after an emergency was asked for them. */
export const lookForImages = job({ name: 'look-for-images', payload: z.object({ patientId: z.guid() }) })
