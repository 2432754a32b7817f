import type { QueryClient } from '@tanstack/react-query'
import type { Study } from '../contract.ts'
import { imagesQuery, studiesQuery } from './queries.ts'

/** The address of the picture that is seen before the first slice has come; null while there is none. */
export function quickAddress(studyId: string, key: Study['key']): string | null {
  if (!key?.pictures) return null
  return `/api/studies/${studyId}/series/${key.seriesId}/pictures/key?v=${key.pictures}`
}

/** Asks for what the page of a patient's images shows first, while the page itself still loads. */
export async function fetchImagesEarly(queries: QueryClient, patientId: string): Promise<void> {
  const [newest] = await queries.fetchQuery(studiesQuery(patientId)).catch(() => [])
  const address = newest && quickAddress(newest.id, newest.key)
  if (!newest || !address) return
  new Image().src = address
  await queries.prefetchQuery(imagesQuery(patientId, newest.id))
}
