import type { QueryClient } from '@tanstack/react-query'
import type { Study } from '../contract.ts'
import { imagesQuery, studiesQuery } from './queries.ts'

/** The address of a picture of a series in its present version; null while there is none. */
export function pictureAddress(studyId: string, of: Study['key'], kind: 'key' | 'thumb' = 'key'): string | null {
  if (!of?.pictures) return null
  return `/api/studies/${studyId}/series/${of.seriesId}/pictures/${kind}?v=${of.pictures}`
}

/** Asks for what the page of a patient's images shows first, while the page itself still loads. */
export async function fetchImagesEarly(queries: QueryClient, patientId: string): Promise<void> {
  const [newest] = await queries.fetchQuery(studiesQuery(patientId)).catch(() => [])
  const address = newest && pictureAddress(newest.id, newest.key)
  if (!newest || !address) return
  new Image().src = address
  await queries.prefetchQuery(imagesQuery(patientId, newest.id))
}
