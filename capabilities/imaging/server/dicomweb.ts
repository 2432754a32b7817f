import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { ArchiveUnavailable, type Orthanc } from './orthanc.ts'
import { findStudy } from './study-row.ts'

const json = 'application/dicom+json'
const anySyntax = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'

type Within = { studyUid: string; seriesUid?: string; instanceUid?: string; frame?: number }

async function authorise(call: OutsideCall, studyUid: string): Promise<void> {
  const study = await inTransaction(call.house, call.actor, async (tx) => await findStudy(tx, { studyUid }), 'read')
  if (!study.patient_id) throw notFound()
  call.note({ patientId: study.patient_id, purpose: 'images' })
}

async function ask(orthanc: Orthanc | null, path: string, accept: string) {
  if (!orthanc) throw new Problem(503, 'imaging-is-off')
  const response = await orthanc.dicomweb(path, accept).catch((error: unknown) => {
    if (error instanceof ArchiveUnavailable) throw new Problem(503, 'imaging-is-off')
    throw error
  })
  if (response.statusCode === 200) return response
  await response.body.dump()
  if (response.statusCode === 404) throw notFound()
  throw new Problem(503, 'imaging-is-off')
}

/** Removes every address of the archive from DICOM JSON: bulk data and retrieve URLs. */
export function withoutAddresses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAddresses)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(
    ([tag, element]) =>
      tag !== '00081190' && !(typeof element === 'object' && element !== null && 'BulkDataURI' in element),
  )
  return Object.fromEntries(kept.map(([tag, element]) => [tag, withoutAddresses(element)]))
}

/** QIDO-RS and WADO-RS metadata: DICOM JSON of a study that the caller may see. */
export async function sendDicomJson(orthanc: Orthanc | null, call: OutsideCall, within: Within): Promise<unknown> {
  await authorise(call, within.studyUid)
  const { studyUid, seriesUid } = within
  const path = seriesUid
    ? `/studies/${studyUid}/series/${seriesUid}/metadata`
    : `/studies/${studyUid}/series?includefield=00080060&includefield=0008103E&includefield=00200011&includefield=00201209`
  const response = await ask(orthanc, path, json)
  await call.reply
    .type(json)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(withoutAddresses(await response.body.json())))
  return undefined
}

/** QIDO-RS for one study. */
export async function sendStudyJson(orthanc: Orthanc | null, call: OutsideCall, studyUid: string): Promise<unknown> {
  await authorise(call, studyUid)
  const response = await ask(orthanc, `/studies?StudyInstanceUID=${studyUid}&includefield=00081030`, json)
  await call.reply
    .type(json)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(withoutAddresses(await response.body.json())))
  return undefined
}

/** WADO-RS: one frame in its own transfer syntax, as it lies in the archive. */
export async function sendFrame(
  orthanc: Orthanc | null,
  call: OutsideCall,
  within: Required<Within>,
): Promise<unknown> {
  await authorise(call, within.studyUid)
  const { studyUid, seriesUid, instanceUid, frame } = within
  const response = await ask(
    orthanc,
    `/studies/${studyUid}/series/${seriesUid}/instances/${instanceUid}/frames/${frame}`,
    anySyntax,
  )
  const bytes = Buffer.from(await response.body.arrayBuffer())
  await call.reply
    .type(String(response.headers['content-type'] ?? 'application/octet-stream'))
    .header('cache-control', 'no-store')
    .send(bytes)
  return undefined
}
